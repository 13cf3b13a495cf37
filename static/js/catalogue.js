/* Makes the list of offers answer at once. htmx fetches it; here is what it does not know: which
   filters stand open, where the focus was, and that empty parameters need not be in an address. */
(() => {
  const catalogue = document.getElementById("catalogue");
  const form = document.getElementById("offer-filters");
  const fold = form?.closest("details");
  const words = document.getElementById("offer-words");
  if (!catalogue || !form || !window.htmx) return;

  catalogue.classList.add("is-live");
  const folds = () => catalogue.querySelectorAll("#filter-groups details[data-fold]");
  const isOnPhone = () => fold.querySelector("summary").offsetParent !== null;
  let opened = new Map();
  let focused = null;
  let isApplied = false;
  /* The words of the list that is shown; other ones in the field are still being typed. */
  let asked = words.value;

  form.addEventListener("submit", () => {
    isApplied = true;
  });

  /* htmx takes links of HTML only, and those of the map are SVG's. */
  form.addEventListener("click", (event) => {
    const link = event.target.closest(".map__link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    htmx.ajax("GET", link.getAttribute("href"), { source: "#results" });
  });

  document.body.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.elt === form && !detail.formData.get("q")?.trim()) detail.formData.delete("q");
  });

  document.body.addEventListener("htmx:beforeSwap", () => {
    opened = new Map([...folds()].map((one) => [one.dataset.fold, one.open]));
    const { name, value, type } = document.activeElement;
    focused = type === "checkbox" ? { name, value } : null;
  });

  document.body.addEventListener("htmx:afterSwap", () => {
    for (const one of folds()) one.open ||= opened.get(one.dataset.fold) ?? false;
  });

  document.body.addEventListener("htmx:afterSettle", () => {
    const answered = new URLSearchParams(location.search).get("q") ?? "";
    if (words.value === asked || words.value.trim() === answered) words.value = answered;
    asked = answered;
    const count = document.getElementById("results-count");
    if (isApplied && isOnPhone()) {
      fold.open = false;
      count.scrollIntoView();
      count.focus({ preventScroll: true });
    } else if (document.activeElement === document.body) {
      /* What had the focus was replaced: go on at its successor, or else at the new list. */
      const boxes = [...form.querySelectorAll("input[type=checkbox]")];
      const same = boxes.find((box) => box.name === focused?.name && box.value === focused?.value);
      (same ?? count).focus({ preventScroll: true });
    }
    isApplied = false;
    focused = null;
  });

  /* Whatever goes wrong, the address itself still answers, and says what is the matter. */
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, ({ detail }) => {
      location.assign(detail.pathInfo.finalRequestPath || detail.pathInfo.requestPath);
    });
  }
})();
