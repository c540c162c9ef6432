// In a calendar (data-days) the arrows go from day to day, and the page keys to other dates.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const PAGES = { PageUp: "[data-day-previous]", PageDown: "[data-day-next]" };

const shown = () => [...document.querySelectorAll("[data-days] [data-day]")]
  .filter((day) => day.getClientRects().length);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const here = event.target.closest?.("[data-days] [data-day]");
  if (!here) return;
  if (event.key in PAGES) {
    event.preventDefault();
    document.querySelector(PAGES[event.key])?.click();
  } else if (event.key in STEPS) {
    event.preventDefault();
    const days = shown();
    const at = days.indexOf(here) + STEPS[event.key];
    days[Math.max(0, Math.min(days.length - 1, at))].focus();
  }
});
