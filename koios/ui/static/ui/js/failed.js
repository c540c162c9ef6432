// An answer that did not come, or a failure of the server, changes nothing on the page: a toast
// says that nothing was saved and that what was written is still there.
function tell() {
  const place = document.getElementById("refusal");
  place.replaceChildren(document.getElementById("failed").content.cloneNode(true));
}

document.addEventListener("htmx:sendError", tell);
document.addEventListener("htmx:timeout", tell);
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) tell();
});
