// Runs before first paint, so that a chosen theme does not flash. Same key as src/styles/theme.ts.
(function () {
  try {
    var theme = localStorage.getItem("countersign.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // No storage: the system's theme is used.
  }
})();
