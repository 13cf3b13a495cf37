// The countries that get a shape of their own: the Union, the EEA, Switzerland, the United Kingdom and the countries
// that took or may take part in the COSME programme. ISO 3166-1 alpha-2 → numeric; XK (Kosovo) has no numeric code.
export const countries = {
  AL: "008", AM: "051", AT: "040", BA: "070", BE: "056", BG: "100", CH: "756", CY: "196", CZ: "203", DE: "276", DK: "208",
  EE: "233", ES: "724", FI: "246", FR: "250", GB: "826", GE: "268", GR: "300", HR: "191", HU: "348", IE: "372", IS: "352",
  IT: "380", LI: "438", LT: "440", LU: "442", LV: "428", MD: "498", ME: "499", MK: "807", MT: "470", NL: "528", NO: "578",
  PL: "616", PT: "620", RO: "642", RS: "688", SE: "752", SI: "705", SK: "703", TR: "792", UA: "804", XK: null,
};

// Where a marker would sit on its neighbour's marker, it moves aside and a hair line leads back to the country.
export const markerOffsets = {
  AL: [-52, 22],
  HR: [-36, 62],
  ME: [-50, 14],
  MK: [18, 12],
  XK: [4, -8],
  SI: [-6, -2],
  LU: [10, 6],
  LI: [10, 4],
};
