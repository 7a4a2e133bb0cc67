/* Lists from the keyboard: j and k walk the rows, x chooses one, e edits it, n begins a new one, ? helps.
   The focus itself moves to the row's link, so Enter, the screen reader and the eye all agree where one is.
   Single letters get in the way of those who speak to their computer (WCAG 2.1.4): they can be turned off. */
(function () {
  "use strict";

  var KEPT = "keys";
  var root = document.documentElement;
  var last = null;

  // Some browsers forbid keeping anything: keys are on then.
  function remembered() {
    try { return localStorage.getItem(KEPT); } catch (refused) { return null; }
  }

  function turn(state) {
    root.dataset.keys = state;
    try { localStorage.setItem(KEPT, state); } catch (refused) { /* for this page only */ }
  }

  function isTyping(target) {
    return target.isContentEditable || target.matches("textarea, select") ||
      (target.matches("input") && !/^(radio|checkbox|button|submit|reset|image)$/.test(target.type));
  }

  function rowOf(element) { return element.closest("[data-keys-list] [data-keys-row]"); }

  function step(by) {
    var here = rowOf(document.activeElement) || (last && last.isConnected ? last : null);
    var list = here ? here.closest("[data-keys-list]") : document.querySelector("[data-keys-list]");
    if (!list) return false;
    var rows = Array.from(list.querySelectorAll("[data-keys-row]")).filter(function (row) {
      return row.getClientRects().length > 0; // hidden ones are stepped over
    });
    var at = rows.indexOf(here);
    var row = at < 0 ? rows[0] : rows[at + by];
    var link = row && row.querySelector("[data-keys-open]");
    if (link) link.focus();
    return Boolean(link);
  }

  // What a row or the page offers is pressed as a person would, so that whoever listens to it hears it.
  function press(place, selector) {
    var wanted = place && place.querySelector(selector);
    if (wanted) wanted.click();
    return Boolean(wanted);
  }

  function help() {
    var dialog = document.querySelector("dialog[data-keys-help]");
    if (!dialog) return false;
    if (dialog.open) dialog.close(); else dialog.showModal();
    return true;
  }

  var letters = {
    j: function () { return step(1); },
    k: function () { return step(-1); },
    x: function () { return press(rowOf(document.activeElement), "[data-keys-select]"); },
    e: function () { return press(rowOf(document.activeElement), "[data-keys-edit]"); },
    n: function () { return press(document, "[data-keys-new]"); },
    "?": help
  };
  var arrows = { ArrowDown: letters.j, ArrowUp: letters.k };

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    // On a keyboard of another script the letter is told by its place.
    var place = /^[!-~]$/.test(event.key) ? null : /^Key([A-Z])$/.exec(event.code);
    var key = place ? place[1].toLowerCase() : event.key;
    if (isTyping(event.target) || (document.querySelector("dialog[open]") && key !== "?")) return;
    // Arrows are no letters: they stay when letters are off, but only where a row has the focus.
    var inRow = rowOf(event.target) && event.target.type !== "radio";
    var act = inRow && arrows[key] || root.dataset.keys !== "off" && Object.hasOwn(letters, key) && letters[key];
    if (act && !(event.repeat && /^[xen?]$/.test(key)) && act()) event.preventDefault();
  });

  document.addEventListener("focusin", function (event) { last = rowOf(event.target) || last; });

  // The way to the help that needs no letter, for those who have turned them off.
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-keys-show]")) help();
  });

  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-keys-toggle]")) turn(event.target.checked ? "on" : "off");
  });

  // Said on the root element, where other scripts find it. What the page itself forbids is not remembered.
  var forced = document.body.dataset.keys === "off";
  root.dataset.keys = forced || remembered() === "off" ? "off" : "on";
  document.querySelectorAll("[data-keys-show]").forEach(function (button) { button.hidden = false; });
  document.querySelectorAll("[data-keys-toggle]").forEach(function (box) {
    box.checked = root.dataset.keys !== "off";
    box.disabled = forced;
  });
})();
