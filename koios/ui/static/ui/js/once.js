// A form is sent once: a second press while the first is on its way does nothing. The fields stay
// as they are, so that what was written survives if the answer does not come.
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  form.setAttribute("aria-busy", "true");
  const free = () => {
    sent.delete(form);
    form.removeAttribute("aria-busy");
  };
  setTimeout(free, 10000);
  form.addEventListener("htmx:afterRequest", free, { once: true });
});

// Back from the next page: the form can be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[aria-busy]").forEach((form) => {
    sent.delete(form);
    form.removeAttribute("aria-busy");
  });
});
