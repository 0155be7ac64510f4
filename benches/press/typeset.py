"""Makes newspaper pages to learn from: typesets news in random house styles, prints PDFs, and takes their text out again with the
extractors newsrooms use.

    typeset.py OUT COUNT [--from N] [--data ../shared/data]

writes OUT/pages/*.txt and OUT/gold.jsonl, the form `zhaibao layout learn --typeset OUT` and `eval` read. Page N comes from seed N, so
the same call makes the same pages. Needs pymupdf, pdfminer.six, pypdfium2, zstandard (pip) and pdftotext (poppler-utils). The news
come from the corpora named in `load`; articles of the measured pages are left out. What is made is other people's text: learn from
it, never ship it.
"""

import argparse, json, os, sys

from extract import EX, draw, extract
from news import R, load
from setting import make

if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("n", type=int)
    ap.add_argument("--from", type=int, default=0, dest="start")
    ap.add_argument("--data", default="../shared/data")
    A = ap.parse_args()
    R.seed(7)
    corp = load(A.data)
    print({k: len(v) for k, v in corp.items()}, file=sys.stderr)
    os.makedirs(A.out + "/pages", exist_ok=True)
    gold = open(A.out + "/gold.jsonl", "w")
    for i in range(A.start, A.start + A.n):
        pid = "s%04d" % i
        m = make(1000 + i, pid, corp)
        if not m:
            continue
        st, seq, arts, others, size = m
        ex = EX[i % len(EX)]
        pdf = f"{A.out}/page.pdf"
        if ex != "seedlike":
            draw(seq, size, st, pdf)
        t = extract(ex, pdf, seq)
        t = "".join(ch for ch in t if ch >= " " or ch == "\n")
        open(f"{A.out}/pages/{pid}.txt", "w").write(t)
        gold.write(
            json.dumps(
                dict(
                    page=pid,
                    issue=None,
                    set="syn",
                    house="syn%d" % (i // len(EX) % 6),
                    extractor=ex,
                    interleaved=False,
                    articles=arts,
                    others=others,
                    params={k: v for k, v in st.items() if k != "modes"},
                    chars=len(t),
                ),
                ensure_ascii=False,
            )
            + "\n"
        )
    gold.close()
    if os.path.exists(f"{A.out}/page.pdf"):
        os.remove(f"{A.out}/page.pdf")
