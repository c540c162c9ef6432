// Toasts: each can be closed; those that only confirm leave by themselves, not while looked at.
function prepare(toast) {
  if (toast.dataset.ready) return;
  toast.dataset.ready = "1";
  const close = toast.querySelector("[data-toast-close]");
  if (close) close.hidden = false;
  if (toast.matches(".notice-bad, .notice-warn")) return;
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, 3000);
    else toast.remove();
  };
  setTimeout(leave, 8000);
}

const start = () => document.querySelectorAll("[data-toast]").forEach(prepare);

document.addEventListener("click", (event) => {
  event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove();
});
document.addEventListener("DOMContentLoaded", start);
document.addEventListener("htmx:afterSettle", start);
