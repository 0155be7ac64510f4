"""Prints a page and takes its text out again, as one of the extractors gives it."""

import subprocess

import pymupdf as fitz

from news import R
from setting import FONT


def draw(seq, size, st, path):
    doc = fitz.open()
    pg = doc.new_page(width=size[0], height=size[1])
    tw = fitz.TextWriter(pg.rect)
    for bx in seq:
        for x, y, s, t, sp in bx.lines:
            cl = st["cl"] * s
            if abs(sp) < 0.02 * s and not cl:
                tw.append((x, y), t, font=FONT, fontsize=s)
                continue
            xx = x
            prev = ""
            for ch in t:
                if cl and prev and (prev.isascii() and prev.isalnum()) != (ch.isascii() and ch.isalnum()):
                    xx += cl * 0.5
                if ch != " ":
                    tw.append((xx, y), ch, font=FONT, fontsize=s)
                xx += FONT.glyph_advance(ord(ch)) * s + sp
                prev = ch
    tw.write_text(pg)
    doc.subset_fonts()
    doc.save(path, garbage=3, deflate=True)
    doc.close()


def seedlike(seq):
    p = R.random()
    out = []
    for bx in seq:
        ls = [t.replace(" ", "") if bx.kind == "body" and p < 0.5 else t for _, _, _, t, _ in bx.lines]
        if bx.kind == "head" and R.random() < 0.5:
            q = []
            prev = None
            for x, y, s, t, sp in bx.lines:
                if prev and abs(prev - s) > 0.5:
                    q.append("")
                q.append(t)
                prev = s
            ls = q
        out += ls + ([""] if R.random() < 0.85 else [])
    return "\n".join(out)


def extract(kind, pdf, seq):
    if kind == "seedlike":
        return seedlike(seq)
    if kind.startswith("pdftotext"):
        a = ["pdftotext"] + {"pdftotext": [], "pdftotext_raw": ["-raw"], "pdftotext_layout": ["-layout"]}[kind] + ["-nopgbrk", pdf, "-"]
        return subprocess.run(a, capture_output=True, text=True).stdout
    if kind == "pdfminer":
        from pdfminer.high_level import extract_text

        return extract_text(pdf).replace("\x0c", "")
    if kind == "pdfium":
        import pypdfium2

        d = pypdfium2.PdfDocument(pdf)
        return d[0].get_textpage().get_text_bounded().replace("\r\n", "\n")
    d = fitz.open(pdf)
    if kind == "mupdf_text":
        return d[0].get_text("text")
    if kind == "mupdf_blocks":
        return "\n".join(b[4] for b in d[0].get_text("blocks", sort=True) if b[6] == 0)
    if kind == "mupdf_blocks_stream":
        return "\n".join(b[4] for b in d[0].get_text("blocks") if b[6] == 0)


EX = [
    "seedlike",
    "pdftotext",
    "pdftotext",
    "pdftotext_raw",
    "pdfminer",
    "pdfminer",
    "mupdf_text",
    "mupdf_blocks",
    "mupdf_blocks",
    "pdftotext_layout",
    "pdfium",
    "mupdf_blocks_stream",
]
