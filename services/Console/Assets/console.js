// Says so when the figures on the page are not fresh any more.
(() => {
  "use strict";
  document.addEventListener("htmx:afterRequest", (event) => {
    const notice = document.getElementById("stale");
    if (notice) notice.hidden = event.detail.successful;
  });
})();
