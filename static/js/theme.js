/* Puts the reader's choice of colours in place before the page is painted. */
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    /* Storage may be closed to us: the system's choice stands. */
  }
})();
