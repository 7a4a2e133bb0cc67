/* Many rows at once: says how many are chosen, chooses all on the page, and stops beyond the number allowed.
   Without it the form works all the same; the server counts again. */
(function () {
  "use strict";

  function chosen(form, selector) {
    return Array.from(form.elements).filter(function (box) { return box.matches(selector) && !box.disabled; });
  }

  function count(form) {
    var rows = chosen(form, "[data-bulk-row]");
    var checked = rows.filter(function (box) { return box.checked; }).length;
    var most = Number(form.dataset.max) || Infinity;
    form.querySelectorAll("[data-bulk-count]").forEach(function (place) {
      if (place.textContent !== String(checked)) place.textContent = checked; // read out only when it changes
    });
    form.querySelectorAll("[data-bulk-over]").forEach(function (note) { note.hidden = checked <= most; });
    Array.from(form.elements).forEach(function (button) {
      if (button.type === "submit") button.disabled = checked > most;
    });
    chosen(form, "[data-bulk-all]").forEach(function (all) {
      all.checked = rows.length > 0 && checked === rows.length;
      all.indeterminate = checked > 0 && checked < rows.length;
    });
  }

  function countAll() { document.querySelectorAll("form[data-bulk]").forEach(count); }

  document.addEventListener("change", function (event) {
    var form = event.target.form;
    if (!form || !form.matches("[data-bulk]")) return;
    if (event.target.matches("[data-bulk-all]")) {
      chosen(form, "[data-bulk-row]").forEach(function (box) { box.checked = event.target.checked; });
    }
    count(form);
  });

  // Choosing all takes this script, so its box waits hidden for it.
  document.querySelectorAll("[data-bulk-all]").forEach(function (all) {
    (all.closest("label") || all).hidden = false;
  });
  document.addEventListener("htmx:afterSettle", countAll);
  // Browsers bring old choices back when one returns to a page, after the scripts have run.
  window.addEventListener("pageshow", countAll);
})();
