"""HTML mail as text, and as safe HTML.

`read` gives the words that a person would see, by a scanner that no markup can stall: it looks at tags, not at trees, and
goes over the source once. Lines follow the blocks; what is never shown (styles, scripts, comments) is left out. Quoted mail
(blockquotes, and the containers in which the usual mail programs wrap it) is known by its markup and comes out marked.

`safe` is nh3's doing: no script, no style, no form, and nothing loaded from elsewhere: images keep only embedded pictures.
"""

import html
import re
from dataclasses import dataclass, field

import nh3

DEEPEST = 250
REOPENED = 400_000

TAG = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})|!--|[!?])")
ALT = re.compile(r"""\balt\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
SPACES = re.compile(r"[ \t\n\r\f]+")
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
UNSEEN = frozenset({"script", "style", "title", "template"})
LINE = frozenset({"div", "tr", "li", "dt", "dd", "address", "section", "article", "header", "footer", "center", "form",
                  "fieldset", "caption", "thead", "tbody", "html", "body", "main", "nav", "aside", "figure", "figcaption"})
PARAGRAPH = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre"})
VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "param", "source", "wbr"})
FORMATS = frozenset({"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"})
OPEN_ENDED = frozenset({"p", "li", "td", "th", "tr", "dd", "dt", "option", "thead", "tbody", "html", "body", "head"})
QUOTE_MARK = re.compile(
    r"(?i)(?:gmail_quote|yahoo_quoted|moz-forward-container|protonmail_quote|zmail_extra|divrplyfwdmsg|appendonsend"
    r"|mail_android_quote|tutanota_quote|outlookmessageheader|hmquote|ymail_quoted|aol_quote|mailru-blockquote"
    r"|wps_quotes|isforwardcontent|mail-editor-reference|ecxhmquote|replycontainer)\b"
)
REST_QUOTED = re.compile(r"(?i)divrplyfwdmsg|appendonsend|outlookmessageheader")
INDENTED = re.compile(r"(?i)border\s{0,9}:\s{0,9}none")
CITED = re.compile(r"(?i)cite|quote")
COMMENT_END = re.compile("--!?>")
# Where one of these ends inside what looks like a comment, the comment may have begun inside the element, and be its text.
RAW_END = re.compile(r"(?i)</(?:style|script|title|textarea|xmp|iframe|noembed|noframes|noscript|template)")
OPEN, CLOSE = "\x02", "\x03"
MARKS = re.compile(f"([{OPEN}{CLOSE}])")

SAFE_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strike", "strong",
    "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
}
SAFE_ATTRIBUTES = {"a": {"href", "title"}, "img": {"alt", "src"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
                   "*": {"dir", "lang"}}
SAFE_SCHEMES = {"http", "https", "mailto", "tel", "data"}
EMBEDDED_IMAGE = re.compile(r"(?i)data:image/(?:png|gif|jpe?g|webp);base64,")


def safe(source: str) -> str | None:
    """Sanitised HTML that loads nothing; None where making it safe would take too much time or memory."""
    if not _tame(source):
        return None
    return nh3.clean(
        source, tags=SAFE_TAGS, attributes=SAFE_ATTRIBUTES, attribute_filter=_attribute, url_schemes=SAFE_SCHEMES,
        clean_content_tags=set(UNSEEN) | {"svg", "math", "noscript"},
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "src" and not EMBEDDED_IMAGE.match(value):
        return None
    return None if name == "href" and value.strip().lower().startswith("data:") else value


def _tame(source: str) -> bool:
    """Whether a tree can be built of it in bounded time and memory, going by the tags.

    A tree's cost grows with the square of its depth, and elements of format that are never closed are opened anew in
    every block after them (HTML, "the list of active formatting elements"): a few kilobytes may become gigabytes.
    """
    depth = formats = reopened = 0
    for found in TAG.finditer(_without_comments(source)):
        name = (found[2] or "").lower()
        reopened += formats
        if depth > DEEPEST or reopened > REOPENED:
            return False
        if not name or name in VOID or name in OPEN_ENDED:
            continue
        step = -1 if found[1] else 1
        depth = max(0, depth + step)
        formats = max(0, formats + step) if name in FORMATS else formats
    return depth <= DEEPEST


def _without_comments(source: str) -> str:
    """The source without comments, in which Word hides hundreds of tags; one that might be no comment stays."""
    kept, at = [], 0
    while (start := source.find("<!--", at)) != -1 and (end := COMMENT_END.search(source, start + 2)):
        kept.append(source[at:start])
        if RAW_END.search(source, start, end.end()):
            kept.append(source[start : end.end()])
        at = end.end()
    kept.append(source[at:])
    return "".join(kept)


@dataclass(frozen=True)
class Reading:
    """An HTML text as plain text: `words`, all of it, and `marked`, with "> " before the lines of quoted mail."""

    words: str
    marked: str


def read(source: str) -> Reading:
    """All words of an HTML text; never raises."""
    return _Scanner(source).read()


@dataclass
class _Scanner:
    """One run over an HTML text."""

    source: str
    pieces: list[str] = field(default_factory=list)
    quotes: list[tuple[str, int]] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)
    unclosed: set[str] = field(default_factory=set)
    preformatted: int = 0

    def read(self) -> Reading:
        at, end = 0, len(self.source)
        while at < end and (found := TAG.search(self.source, at)):
            self.words(self.source[at : found.start()])
            at = self.tag(found)
        self.words(self.source[at:])
        return _marked("".join(self.pieces))

    def tag(self, found: re.Match[str]) -> int:
        """Takes a tag or a comment in; returns where the text goes on."""
        if self.source.startswith("<!--", found.start()):
            return self.after("-->", found.end())
        end = self.tag_end(found.end())
        name = (found[2] or "").lower()
        if found[1]:
            self.close(name)
        elif name in UNSEEN:
            return self.tag_end(self.after(f"</{name}", end))
        elif name:
            self.start(name, self.source[found.end() : end])
        return end

    def after(self, ending: str, at: int) -> int:
        """Just after the next `ending`; where there is none (asked once for each), the text goes on at `at`."""
        if ending in self.unclosed:
            return at
        found = re.compile(re.escape(ending), re.IGNORECASE).search(self.source, at)
        if not found:
            self.unclosed.add(ending)
            return at
        return found.end()

    def tag_end(self, at: int) -> int:
        """Just after the closing bracket of the tag; one inside a quoted value does not close it."""
        end = -1 if ">" in self.unclosed else self.source.find(">", at)
        if end == -1:
            self.unclosed.add(">")
            return at
        if self.source.count('"', at, end) % 2:
            quote = self.source.find('"', end)
            further = self.source.find(">", quote) if quote != -1 else -1
            end = further if further != -1 else end
        return end + 1

    def start(self, name: str, attributes: str) -> None:
        if name == "br":
            self.pieces.append("\n")
        elif name == "hr":
            self.pieces.append("\n\n")
        elif name == "img":
            if alt := ALT.search(attributes[:2000]):
                self.words(alt[1] or alt[2] or "")
        elif name not in VOID:
            level = self.open[name] = self.open.get(name, 0) + 1
            self.break_before(name)
            self.quote(name, attributes[:2000], level)

    def break_before(self, name: str) -> None:
        if name in PARAGRAPH:
            self.pieces.append("\n\n")
        elif name in LINE:
            self.pieces.append("\n- " if name == "li" else "\n")
        elif name in {"td", "th"}:
            self.pieces.append(" ")
        self.preformatted += name == "pre"

    def quote(self, name: str, attributes: str, level: int) -> None:
        """Notes where quoted mail begins; what follows Outlook's head of the quoted mail is quoted to the end."""
        marked = ("class" in attributes or "id" in attributes) and QUOTE_MARK.search(attributes)
        indented = name == "blockquote" and INDENTED.search(attributes) and not CITED.search(attributes)
        if marked or (name == "blockquote" and not indented):
            to_the_end = marked and REST_QUOTED.search(marked.group())
            self.quotes.append(("", 0) if to_the_end else (name, level))
            self.pieces.append(OPEN)

    def close(self, name: str) -> None:
        level = self.open.get(name, 0)
        if self.quotes and self.quotes[-1] == (name, level):
            self.quotes.pop()
            self.pieces.append(CLOSE)
        if level:
            self.open[name] = level - 1
        self.pieces.append("\n\n" if name in PARAGRAPH else "\n" if name in LINE else "")
        self.preformatted = max(0, self.preformatted - (name == "pre"))

    def words(self, text: str) -> None:
        if text:
            self.pieces.append(text if self.preformatted else SPACES.sub(" ", text))


def _marked(joined: str) -> Reading:
    depth, words, marked = 0, [], []
    for piece in MARKS.split(joined):
        if piece in {OPEN, CLOSE}:
            depth += 1 if piece == OPEN else -1
            continue
        text = html.unescape(piece) if "&" in piece else piece
        words.append(text)
        marked.append("\n> " + text.replace("\n", "\n> ") + "\n" if depth > 0 and text.strip() else text)
    return Reading(_tidy("".join(words)), _tidy("".join(marked)))


def _tidy(text: str) -> str:
    lines = (line.strip(" \t\u200b\u200c\ufeff\u00ad") for line in text.replace("\u00a0", " ").split("\n"))
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
