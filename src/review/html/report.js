/* The report page: sorting, filtering, printing. Everything can be read without this script.
   Written for browsers since Chrome 49: ECMAScript 5 and nothing else. */
(function () {
    "use strict";

    var tools = document.getElementById("ngoso-tools");
    var find = document.getElementById("ngoso-find");
    var flagged = document.getElementById("ngoso-flagged");
    var count = document.getElementById("ngoso-count");
    var tables = Array.prototype.slice.call(document.querySelectorAll("table.figures"));
    var language = document.documentElement.lang;
    var speaking = 0;

    if (!tables.length) {
        return;
    }

    function word(name, values) {
        return tools.getAttribute("data-" + name).replace(/\{(\w+)\}/g, function (all, key) {
            return values[key];
        });
    }

    /* Without tone marks, so that "ban pinh" finds "bản pình". */
    function fold(text) {
        if (text.normalize) {
            text = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
        }
        return text.replace(/\u0111/g, "d");
    }

    function tidy(text) {
        text = text.toLowerCase().replace(/\s+/g, " ").trim();
        return text.normalize ? text.normalize("NFC") : text;
    }

    /* Letters as they were typed if there are tone marks among them, else folded. */
    function fits(row, query) {
        return (fold(query) === query ? row.folded : row.text).indexOf(query) >= 0;
    }

    /* Said a moment after the last key, so that a screen reader is not interrupted by each. */
    function say(text) {
        clearTimeout(speaking);
        speaking = setTimeout(function () {
            count.textContent = text;
        }, 250);
    }

    /* ---- filtering ---- */

    var all = 0;
    var bodies = tables.map(function (table) {
        var body = table.tBodies[0];
        var rows = Array.prototype.slice.call(body.rows).map(function (element) {
            var text = tidy(element.textContent);
            return {element: element, text: text, folded: fold(text)};
        });
        var nothing = document.createElement("tr");
        var cell = document.createElement("td");
        cell.colSpan = table.tHead.rows[0].cells.length;
        cell.textContent = word("nothing", {});
        nothing.className = "filtered";
        nothing.hidden = true;
        nothing.appendChild(cell);
        body.appendChild(nothing);
        all += rows.length;
        return {body: body, rows: rows, own: rows.slice(), nothing: nothing};
    });

    function show_count(shown) {
        var whole = find.value === "" && !flagged.checked;
        tools.className = whole ? "tools all" : "tools";
        return whole ? word("all", {all: all}) : word("count", {shown: shown, all: all});
    }

    function filter() {
        var query = tidy(find.value);
        var shown = 0;
        bodies.forEach(function (b) {
            var here = 0;
            b.rows.forEach(function (row) {
                var on = fits(row, query) &&
                    (!flagged.checked || row.element.hasAttribute("data-flag"));
                row.element.hidden = !on;
                here += on ? 1 : 0;
            });
            b.nothing.hidden = here > 0;
            shown += here;
        });
        say(show_count(shown));
        return shown;
    }

    /* ---- sorting ---- */

    /* A figure is its data-v, other cells their shown text; missing is null. */
    function key_of(row, column) {
        var cell = row.element.cells[column];
        var shown = cell.querySelector(".v");
        if (cell.hasAttribute("data-missing")) {
            return null;
        }
        return cell.hasAttribute("data-v") ? parseFloat(cell.getAttribute("data-v")) :
            shown.textContent;
    }

    /* Figures before text before missing; the sign turns only the order within. */
    function compare(a, b, sign) {
        if (a.key === null || b.key === null) {
            return (a.key === null) - (b.key === null);
        }
        if (typeof a.key !== typeof b.key) {
            return typeof a.key === "number" ? -1 : 1;
        }
        if (typeof a.key === "number") {
            return sign * (a.key - b.key);
        }
        return sign * a.key.localeCompare(b.key, language, {numeric: true});
    }

    function sorted(b, column, sign) {
        return b.own.map(function (row, index) {
            return {row: row, index: index, key: key_of(row, column)};
        }).sort(function (x, y) {
            /* Rows that are equal stay in the report's own order (old browsers would not). */
            return compare(x, y, sign) || x.index - y.index;
        }).map(function (entry) {
            return entry.row;
        });
    }

    function reorder(b) {
        b.rows.forEach(function (row) {
            b.body.insertBefore(row.element, b.nothing);
        });
    }

    /* Smallest first, largest first, as the report had it, and so on. */
    function sort_by(b, heads, column, title) {
        var head = heads[column];
        var before = head.getAttribute("aria-sort");
        var after = before === "ascending" ? "descending" : before ? null : "ascending";
        heads.forEach(function (other) {
            other.removeAttribute("aria-sort");
        });
        b.rows = after ? sorted(b, column, after === "ascending" ? 1 : -1) : b.own.slice();
        if (after) {
            head.setAttribute("aria-sort", after);
        }
        reorder(b);
        say(word(after === "ascending" ? "up" : after ? "down" : "own", {column: title}));
    }

    tables.forEach(function (table, index) {
        var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
        heads.forEach(function (head, column) {
            var title = head.textContent;
            var button = document.createElement("button");
            var printed = document.createElement("span");
            /* An empty title gives nothing to press. */
            if (title.trim() === "") {
                return;
            }
            button.type = "button";
            button.className = "sort";
            button.textContent = title;
            head.textContent = "";
            head.appendChild(button);
            /* Chromium leaves buttons out of a table's head that is repeated on the next page. */
            printed.className = "printed";
            printed.textContent = title;
            printed.setAttribute("aria-hidden", "true");
            head.appendChild(printed);
            button.addEventListener("click", function () {
                sort_by(bodies[index], heads, column, title);
            });
        });
    });

    /* ---- the rest ---- */

    find.addEventListener("input", filter);
    find.addEventListener("keydown", function (event) {
        if (event.keyCode === 27) {
            find.value = "";
            filter();
        }
    });
    flagged.addEventListener("change", filter);
    document.getElementById("ngoso-print").addEventListener("click", function () {
        window.print();
    });
    if (!document.querySelector("tr[data-flag]")) {
        flagged.parentNode.hidden = true;
    }

    /* On paper nobody can open what is folded up. */
    window.addEventListener("beforeprint", function () {
        Array.prototype.forEach.call(document.querySelectorAll("details"), function (details) {
            details.open = true;
        });
    });

    /* Only what really scrolls needs a stop for the keyboard. */
    function mark_scrolling() {
        Array.prototype.forEach.call(document.querySelectorAll(".scroll"), function (box) {
            if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) {
                box.setAttribute("tabindex", "0");
            } else {
                box.removeAttribute("tabindex");
            }
        });
    }

    window.addEventListener("resize", mark_scrolling);
    mark_scrolling();
    tools.hidden = false;
    /* A browser may bring back what was typed before the page was loaded again. */
    filter();
}());
