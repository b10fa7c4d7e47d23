// Runs before the first paint: dark mode follows the system.
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () =>
    document.documentElement.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  follow();
  dark.addEventListener("change", follow);
  // Paper is white.
  window.addEventListener("beforeprint", () =>
    document.documentElement.setAttribute("data-bs-theme", "light"));
  window.addEventListener("afterprint", follow);
})();
