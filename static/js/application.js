/* Keeps what is typed into a step of the application. The form works without this file. */
(() => {
  const form = document.querySelector("form[data-typing]");
  if (!form) return;
  const saved = form.querySelector("[data-saved]");
  const version = form.elements.namedItem("typed_version");
  const PAUSE = 1500;
  let timer = 0;
  let isStopped = false;
  let isAsking = false;
  let isWaiting = false;
  let last = "";

  const fields = () => {
    const data = new FormData(form);
    for (const name of ["seen", "back"]) data.delete(name);
    return data;
  };
  const snapshot = () => {
    const data = fields();
    data.delete("typed_version");
    data.delete("csrfmiddlewaretoken");
    return new URLSearchParams(data).toString();
  };

  const keep = async () => {
    clearTimeout(timer);
    const now = snapshot();
    if (isStopped || now === last) return;
    if (isAsking) {
      isWaiting = true;
      return;
    }
    isAsking = true;
    try {
      const answer = await fetch(form.dataset.typing, {
        method: "POST",
        body: new URLSearchParams(fields()),
        headers: { Accept: "application/json" },
        keepalive: now.length < 50000,
      });
      const told = await answer.json();
      saved.textContent = told.words;
      if (answer.ok) {
        version.value = told.version;
        last = now;
      } else {
        isStopped = true;
      }
    } catch {
      saved.textContent = form.dataset.notSaved;
    } finally {
      isAsking = false;
    }
    if (isWaiting) {
      isWaiting = false;
      keep();
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };

  last = snapshot();
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    isStopped = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) isStopped = false;
  });

  /* Long lists get a field that leaves what has these letters. */
  for (const list of form.querySelectorAll("[data-options]")) {
    const options = [...list.querySelectorAll(".options__option")];
    if (options.length < 16) continue;
    const label = document.createElement("label");
    label.className = "options__filter";
    label.textContent = form.dataset.narrow;
    const words = document.createElement("input");
    words.type = "search";
    words.autocomplete = "off";
    label.append(words);
    list.before(label);
    const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    words.addEventListener("input", (event) => {
      event.stopPropagation();
      const wanted = fold(words.value.trim());
      for (const option of options) {
        const isChosen = option.querySelector("input").checked;
        option.hidden = !isChosen && !fold(option.textContent).includes(wanted);
      }
      for (const group of list.querySelectorAll(".options__group")) {
        group.hidden = !group.querySelector(".options__option:not([hidden])");
      }
    });
    words.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }

  /* Another line for a language, without asking the server. */
  const rows = form.querySelector("[data-language-rows]");
  rows?.querySelector("[data-add-language]").addEventListener("click", (event) => {
    const all = rows.querySelectorAll("[data-language-row]");
    const number = all.length;
    if (number >= Number(rows.dataset.mostRows)) return;
    event.preventDefault();
    const row = all[number - 1].cloneNode(true);
    for (const select of row.querySelectorAll("select")) {
      select.selectedIndex = 0;
      for (const name of ["id", "name"]) {
        select[name] = select[name].replace(/-\d+-(?=[a-z]+$)/, `-${number}-`);
      }
    }
    for (const label of row.querySelectorAll("label")) {
      label.htmlFor = label.htmlFor.replace(/-\d+-(?=[a-z]+$)/, `-${number}-`);
      label.querySelector("[data-row-number]").textContent = number + 1;
    }
    all[number - 1].after(row);
    row.querySelector("select").focus();
  });
})();
