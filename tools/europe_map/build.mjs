// Draws the map of Europe once, at build time: world-atlas (Natural Earth 1:50m, public domain) is projected, simplified
// with shared borders kept shared, and written as SVG path data by ISO 3166-1 alpha-2 code.
//
// Usage: npm install && npm run build
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoAzimuthalEqualArea } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import polylabel from "polylabel";
import { feature, merge } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";
import { countries, markerOffsets } from "./countries.mjs";

const FRAME = { width: 1600, height: 1360 };
const BLEED = 24; // coast lines run out of the frame instead of ending at it
const SIMPLIFY_BELOW = 3; // square units of the frame: points that matter less are dropped
const SMALLEST_ISLAND = 40; // square units; the largest part of a country is always kept
const TINY = 400; // square units; countries as small as Malta and Liechtenstein are not simplified at all
const MARKER_BELOW = 21; // countries whose inscribed circle is smaller get a marker that can be hit

const require = createRequire(import.meta.url);
const world = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json")));

/** One geometry per code, with the disputed parts drawn the way the European Union sees them. */
function territories() {
  const all = world.objects.countries.geometries;
  const named = (name) => all.find((geometry) => geometry.properties.name === name);
  const russia = named("Russia");
  const bounds = (rings) => {
    const ring = feature(world, { type: "Polygon", arcs: rings }).geometry.coordinates[0];
    return ring.reduce(([w, s, e, n], [x, y]) => [Math.min(w, x), Math.min(s, y), Math.max(e, x), Math.max(n, y)],
      [180, 90, -180, -90]);
  };
  // Natural Earth draws who controls a place, not whose it is: Crimea belongs to Ukraine, northern Cyprus to Cyprus.
  const isCrimea = (rings) => {
    const [west, south, east, north] = bounds(rings);
    return west > 32 && east < 37 && south > 44 && north < 46.6;
  };
  const crimea = russia.arcs.filter(isCrimea);
  if (crimea.length !== 1) throw new Error(`expected one polygon for Crimea, found ${crimea.length}`);
  const parts = new Map([
    ["UA", [named("Ukraine"), { type: "Polygon", arcs: crimea[0] }]],
    ["CY", [named("Cyprus"), named("N. Cyprus")]],
    ["FI", [named("Finland"), named("Åland")]],
    ["XK", [named("Kosovo")]],
  ]);
  const used = new Set([...parts.values()].flat());
  for (const [code, numeric] of Object.entries(countries)) {
    if (parts.has(code)) continue;
    const found = all.find((geometry) => geometry.id === numeric);
    if (!found) throw new Error(`no shape for ${code}`);
    parts.set(code, [found]);
    used.add(found);
  }
  const rest = all
    .filter((geometry) => !used.has(geometry))
    .map((geometry) =>
      geometry === russia ? { ...geometry, arcs: russia.arcs.filter((rings) => !isCrimea(rings)) } : geometry)
    .filter((geometry) => geometry.type);
  const shapes = [...parts].map(([code, geometries]) => [code, merge(world, geometries)]);
  return [...shapes, ["", merge(world, rest)]];
}

/** Lambert azimuthal equal area, as the Union's own statistical maps, centred on the countries the programme covers. */
function projection() {
  const corners = { type: "MultiPoint", coordinates: [[-23.2, 66.2], [-10.2, 36.4], [25, 71.4], [33.5, 34.3], [45.9, 39.2]] };
  return geoAzimuthalEqualArea()
    .rotate([-13, -52])
    .fitExtent([[20, 24], [FRAME.width - 24, FRAME.height - 26]], corners)
    .clipExtent([[-BLEED, -BLEED], [FRAME.width + BLEED, FRAME.height + BLEED]]);
}

function ringArea(ring) {
  return Math.abs(ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0) / 2);
}

function polygonsOf(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.sort((a, b) => ringArea(b[0]) - ringArea(a[0]));
}

/** Whole-number relative path data: the shortest notation that still meets at the borders. */
function pathData(polygons) {
  let data = "";
  for (const ring of polygons.flat()) {
    const points = ring.slice(0, -1).map(([x, y]) => [Math.round(x), Math.round(y)]);
    let [lastX, lastY] = points[0];
    let steps = "";
    for (const [x, y] of points.slice(1)) {
      if (x === lastX && y === lastY) continue;
      steps += `${steps && x - lastX >= 0 ? " " : ""}${x - lastX}${y - lastY >= 0 ? " " : ""}${y - lastY}`;
      [lastX, lastY] = [x, y];
    }
    if (steps) data += `M${points[0][0]} ${points[0][1]}l${steps}z`;
  }
  return data;
}

function build() {
  const place = projection();
  const shapes = territories().map(([code, geometry]) => ({
    type: "Feature", properties: { code }, geometry: geoProject(geometry, place),
  })).filter((shape) => shape.geometry);
  const drawn = simplify(presimplify(topology({ shapes: { type: "FeatureCollection", features: shapes } }, 1e5)), SIMPLIFY_BELOW);
  const exact = new Map(shapes.map((shape) => [shape.properties.code, polygonsOf(shape.geometry)]));
  const result = { viewBox: [0, 0, FRAME.width, FRAME.height], backdrop: "", countries: {} };
  for (const { properties: { code }, geometry } of feature(drawn, drawn.objects.shapes).features) {
    const polygons = polygonsOf(geometry).filter((polygon, index) => index === 0 || ringArea(polygon[0]) > SMALLEST_ISLAND);
    if (code === "") {
      result.backdrop = pathData(polygons);
      continue;
    }
    const full = exact.get(code);
    const isTiny = ringArea(full[0][0]) < TINY;
    const label = polylabel(full[0], 1);
    const small = label.distance < MARKER_BELOW;
    const [shiftX, shiftY] = markerOffsets[code] ?? [0, 0];
    result.countries[code] = {
      d: pathData(isTiny ? full.slice(0, 2) : polygons), x: Math.round(label[0] + shiftX), y: Math.round(label[1] + shiftY), marker: small,
      ...(shiftX || shiftY ? { anchor: [Math.round(label[0]), Math.round(label[1])] } : {}),
    };
  }
  for (const code of Object.keys(countries)) {
    if (!result.countries[code]?.d) throw new Error(`${code} was lost`);
  }
  return result;
}

const result = build();
result.countries = Object.fromEntries(Object.entries(result.countries).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(process.argv[2], `${JSON.stringify(result, null, 1)}\n`);
