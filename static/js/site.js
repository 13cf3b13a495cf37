/* Small comforts. Every page works without this file. */
(() => {
  const root = document.documentElement;
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches);

  const switches = document.querySelectorAll("[data-theme-switch]");
  const label = () => {
    for (const button of switches) {
      button.querySelector("[data-theme-label]").textContent = isDark()
        ? button.dataset.toLight
        : button.dataset.toDark;
    }
  };
  for (const button of switches) {
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.dataset.theme);
      } catch {
        /* The choice then lasts for this page. */
      }
      label();
    });
  }
  systemIsDark.addEventListener("change", label);
  label();

  for (const menu of document.querySelectorAll("[data-menu]")) {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
  }

  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.closest("[data-copy-item]").hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = button.dataset.copied;
      });
    }
  }

  for (const place of document.querySelectorAll("[data-show-password]")) {
    for (const field of place.querySelectorAll("input[type=password]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "show-password";
      const label = () => {
        const isShown = field.type === "text";
        button.textContent = isShown ? place.dataset.hidePassword : place.dataset.showPassword;
      };
      button.addEventListener("click", () => {
        field.type = field.type === "text" ? "password" : "text";
        label();
      });
      /* What is sent may be kept by the browser: only as a password. */
      field.form.addEventListener("submit", () => {
        field.type = "password";
        label();
      });
      label();
      field.after(button);
    }
  }

  /* A link to a question or any folded part opens it. */
  const open = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    for (let part = target; part; part = part.parentElement) {
      if (part instanceof HTMLDetailsElement) part.open = true;
    }
  };
  addEventListener("hashchange", open);
  open();

  document.querySelector("[data-error-summary]")?.focus();
})();
