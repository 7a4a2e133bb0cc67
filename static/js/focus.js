/* Whoever sends a form that comes back with errors is taken to their summary. */
(function () {
  "use strict";

  function toErrors(root) {
    var summary = root.querySelector(".notice[role=alert]");
    if (summary) summary.focus();
  }

  document.addEventListener("DOMContentLoaded", function () { toErrors(document); });
  document.addEventListener("htmx:afterSettle", function (event) { toErrors(event.target); });
})();
