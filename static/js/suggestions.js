/* Suggestions while one types, as the combobox of the ARIA Authoring Practices with a list that
   pops up: the focus stays in the field. Without this file the field simply searches. */
(() => {
  const field = document.querySelector("[data-suggestions]");
  const list = field && document.getElementById(field.dataset.suggestionsList);
  if (!list) return;

  const PAUSE = 150;
  let timer = 0;
  let request = null;
  let active = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const isOpen = () => field.getAttribute("aria-expanded") === "true";

  const choose = (place) => {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = all.length ? (place + all.length) % all.length : -1;
    const option = all[active];
    if (option) {
      option.setAttribute("aria-selected", "true");
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  };

  const close = () => {
    clearTimeout(timer);
    request?.abort();
    active = -1;
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const show = async () => {
    request?.abort();
    request = new AbortController();
    const parameters = new URLSearchParams(new FormData(field.form));
    try {
      const address = `${field.dataset.suggestions}?${parameters}`;
      const answer = await fetch(address, { signal: request.signal });
      const html = answer.ok ? await answer.text() : "";
      close();
      list.innerHTML = html;
      if (!options().length || document.activeElement !== field) return;
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
    } catch {
      /* Another letter was typed meanwhile, or nobody answers: there are no suggestions. */
    }
  };

  /* A field of type "search" may not be a combobox. */
  field.type = "text";
  field.setAttribute("enterkeyhint", "search");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("autocomplete", "off");

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen()) choose(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
      else show();
    } else if (event.key === "Enter") {
      const option = options()[active];
      if (isOpen() && option) {
        event.preventDefault();
        option.click();
      }
      close();
    }
  });
  field.addEventListener("blur", close);
  /* The field keeps the focus while an option is pressed, so that it is still there to be clicked. */
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", close);
})();
