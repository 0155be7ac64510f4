"""Sets a page: a house style, lines broken to columns, articles put into bands, and the order in which all is drawn."""

import re

import pymupdf as fitz

from news import CITY, GIV, R, RUB, SLO, SUR, TOWN, head_of, name, notice, sentence_cut

FONT = fitz.Font("cjk")
CLOSE = "，。、；：！？”’）》」』】%…"
OPEN = "“‘（《「『【"


def cw(ch):
    o = ord(ch)
    if o < 0x2E80 and ch not in "“”‘’—…·":
        return max(0.28, min(0.7, FONT.glyph_advance(o)))
    return 1.0


def width(s):
    return sum(cw(c) for c in s)


def wrap(text, c, first, st):
    """lines of one paragraph: list of (text, indent, last)"""
    units = []
    i = 0
    while i < len(text):
        ch = text[i]
        if not st["break_num"] and re.match(r"[0-9A-Za-z.%]", ch):
            j = i
            while j < len(text) and re.match(r"[0-9A-Za-z.%]", text[j]):
                j += 1
            units.append(text[i:j])
            i = j
        else:
            units.append(ch)
            i += 1
    out = []
    line = []
    w = first
    ind = first
    k = 0
    while k < len(units):
        u = units[k]
        uw = width(u)
        if w + uw <= c + 1e-6:
            line.append(u)
            w += uw
            k += 1
            continue
        if u in CLOSE and line:
            if st["kin"] == "hang" and w + uw <= c + 1.01 and not line[-1] in OPEN and not (k + 1 < len(units) and units[k + 1] in CLOSE):
                line.append(u)
                k += 1
            elif len(line) > 2:
                # push characters down with it
                while line and (units[k] in CLOSE):
                    k -= 1
                    line.pop()
                    if units[k] not in CLOSE:
                        break
        elif not line:
            line.append(u)
            k += 1
        while len(line) > 1 and line[-1] in OPEN and not st["hang_open"]:
            line.pop()
            k -= 1
        out.append(("".join(line), ind, False))
        line = []
        w = 0
        ind = 0
    if line:
        out.append(("".join(line), ind, True))
    return out


def break_title(t, maxc):
    if " " in t:
        parts = t.split(" ")
        if len(parts) == 2 and R.random() < 0.5 and width(t) <= maxc:
            return [t]
        if all(width(p) <= maxc for p in parts):
            return parts
        return [l for p in parts for l in break_title(p, maxc)]
    w = width(t)
    if w <= maxc:
        return [t]
    n = int(-(-w // maxc))
    per = -(-len(t) // n)
    per = int(max(2, min(per + R.choice([0, 0, 0, 1]), maxc)))
    out = []
    while t:
        cut = min(per, len(t))
        while cut < len(t) and cut > 2 and (t[cut] in CLOSE or t[cut - 1] in OPEN or (t[cut].isascii() and t[cut - 1].isascii())):
            cut -= 1
        out.append(t[:cut])
        t = t[cut:]
    return out


def style():
    st = dict(
        N=R.choice([4, 5, 5, 6, 6, 6, 7, 8]),
        b=R.choice([8.5, 9, 9, 9.5, 10, 10.5]),
        break_num=R.random() < 0.4,
        hang_open=R.random() < 0.3,
        kin=R.choice(["hang", "push", "push"]),
        justify=R.random() < 0.75,
        lead=R.uniform(1.2, 1.65),
        gut=R.uniform(1.3, 2.4),
        order=R.choice(["head_first", "head_first", "body_first", "body_first", "heads_last", "mixed"]),
        z=R.choice(["visual", "visual", "col", "random"]),
        cl=R.choice([0, 0, 0, 0.15, 0.25]),
        headpad=R.uniform(0.5, 1.6),
        tsize=R.uniform(1.7, 3.0),
        indent=2 if R.random() < 0.93 else 0,
        center=R.random() < 0.6,
        pkick=R.random(),
        fig=R.random() * 0.5,
        lead_kind=R.choice(["xh", "bb", "own", "mix", "mix"]),
        modes=R.choices(
            [
                ["above"],
                ["above", "above", "inside"],
                ["above", "late"],
                ["left", "above"],
                ["above", "embed", "inside"],
                ["late", "inside", "above", "left", "embed"],
            ],
            [3, 2, 2, 1, 2, 3],
        )[0],
    )
    st["c"] = R.choice([12, 13, 14, 15, 15, 16, 16, 17, 18, 19]) if st["N"] > 4 else R.choice([15, 16, 17, 18, 19, 20, 22])
    return st


class Box:
    """what is drawn together: lines (x, y, size, text, spacing)"""

    def __init__(s, kind, art=None):
        s.kind = kind
        s.art = art
        s.lines = []
        s.zone = None

    def pos(s):
        return (min(l[1] for l in s.lines), min(l[0] for l in s.lines)) if s.lines else (0, 0)


def make(seed, pid, corp):
    R.seed(seed)
    st = style()
    N, c, b = st["N"], st["c"], st["b"]
    pitch = (c + st["gut"]) * b
    W = N * pitch - st["gut"] * b
    lead = b * st["lead"]
    rows = R.randint(62, 100)
    Hh = rows * lead
    mx = my = 30
    boxes = []
    arts = []
    others = []

    def line(bx, x, y, size, text, sp=0):
        bx.lines.append((x, y, size, text, sp))

    paper = R.choice(TOWN) + R.choice(["日报", "晚报", "早报"])
    date = "%d年%d月%d日" % (R.choice([2021, 2022, 2023, 2024]), R.randint(1, 12), R.randint(1, 28))
    wk = "星期" + R.choice("一二三四五六日")
    top = 0
    mast = R.random()
    if mast < 0.35:
        bx = Box("masthead")
        sp = R.random() < 0.5
        t = " ".join(paper) if sp else paper
        line(bx, mx, my + 30, 28, t)
        l2 = "%s %s 第%d期 今日%d版" % (date, wk, R.randint(100, 29999), R.choice([4, 8, 12]))
        l3 = "国内统一连续出版物号 CN %d-00%d 邮发代号 %d-%d" % (R.randint(10, 60), R.randint(10, 99), R.randint(1, 60), R.randint(1, 99))
        line(bx, mx + W * 0.6, my + 16, b, l2)
        line(bx, mx + W * 0.6, my + 30, b, l3)
        boxes.append(bx)
        others.append(dict(kind="masthead", text="\n".join([t, l2, l3]), attached_to=None))
        top = 44
    elif mast < 0.85:
        bx = Box("folio")
        t = "%d %s %s %s 责任编辑：%s 版式：%s" % (
            R.randint(1, 12),
            R.choice(["要闻", "综合", "国际", "社会", "体育", "财经"]),
            date,
            wk,
            name(),
            name(),
        )
        if R.random() < 0.5:
            line(bx, mx, my + 10, b, t)
        else:
            x = mx
            for q in t.split(" "):
                line(bx, x, my + 10, b, q)
                x += width(q) * b + b * R.choice([1, 3, 8])
        boxes.append(bx)
        others.append(dict(kind="folio", text=t, attached_to=None))
        top = 24
    used = set()
    ids = []

    def body_lines(ps, cc):
        out = []
        for p in ps:
            out += wrap(p, cc, st["indent"], st)
        return out

    def typeset(x0, y0, w, h, rowsh):
        """one article into w columns of rowsh rows"""
        k = w
        if w >= 2 and R.random() < 0.22:
            k = w - 1
        if w >= 3 and R.random() < 0.08:
            k = w - 2
        total = w * c + (w - 1) * st["gut"]
        cc = (total - (k - 1) * st["gut"]) / k
        mode = R.choice(st["modes"])
        if k == 1 and mode in ("inside", "left", "embed"):
            mode = "above"
        src = R.choice(["x", "x", "c"])
        for _ in range(60):
            a = R.choice(corp[src])
            n = sum(map(len, a[3]))
            if a[1] not in used and n > rowsh * k * cc * 0.45 and n < rowsh * k * cc * 2.5:
                break
        used.add(a[1])
        ps = list(a[3])
        aid = "syn-%s-%d" % (pid, len(arts))
        kick, title, sub = head_of(a[2], ps, st)
        cont = R.random() < 0.03
        byl = ""
        x = R.random()
        if x < 0.12:
            byl = R.choice(["本报记者 %s", "□ 本报记者 %s", "新华社记者 %s", "○ 记者 %s 文/图", "记者 %s", "□%s"]) % (
                " ".join(name() for _ in range(R.choice([1, 1, 2])))
            )
        lk = st["lead_kind"] if st["lead_kind"] != "mix" else R.choice(["xh", "bb", "own", "none", "none"])
        day = "%d月%d日" % (R.randint(1, 12), R.randint(1, 28))
        ld = ""
        has = bool(re.match(r".{0,28}(电|讯|报道)[ （(]?", ps[0][:34]))
        if R.random() < 0.6 and not has and not cont:
            jn = "、".join(name() for _ in range(R.choice([1, 1, 2])))
            js = jn.replace("、", " ")
            ld = {
                "xh": R.choice(["新华社%s%s电（记者%s）", "新华社%s%s电 （记者%s）", "据新华社%s%s电"]),
                "bb": R.choice(["本报讯（记者 %s）", "本报讯 （记者 %s） ", "本报讯（记者%s 通讯员" + name() + "）", "本报讯 "]),
                "own": paper + R.choice(["讯（记者 %s）", "讯（记者/%s） ", "讯 记者%s报道 "]),
                "none": "",
            }[lk]
            if ld.count("%s") == 3:
                ld = ld % (R.choice(CITY), day, jn)
            elif ld.count("%s") == 2:
                ld = ld % (R.choice(CITY), day)
            elif ld.count("%s") == 1:
                ld = ld % js
        endl = ""
        if not ld and R.random() < 0.35:
            endl = R.choice(
                [
                    "（新华社%s%s电）" % (R.choice(CITY), day),
                    "（完）",
                    "（本报综合）",
                    "（据新华社电）",
                    "（%s）" % name(),
                    "新华社%s%s电" % (R.choice(CITY), day),
                ]
            )
        jump = R.random() < 0.05
        # head lines
        tsz = b * st["tsize"] * R.uniform(0.8, 1.15)
        ksz = b * R.uniform(1.2, 1.6)
        if mode == "inside":
            hw0 = R.choice([0, 0, 1]) if k > 2 else R.choice([0, 1])
            hcols = max(1, min(k - 1, R.randint(1, k - 1)))
            hstart = R.choice([0, k - hcols, max(0, (k - hcols) // 2)])
        elif mode == "left":
            hcols = 1
            hstart = 0
        elif mode == "embed":
            hcols = max(1, min(k, R.randint(1, k)))
            hstart = R.randint(0, k - hcols)
        else:
            hcols = k
            hstart = 0
        colw = (cc + st["gut"]) * b
        hwid = hcols * colw - st["gut"] * b
        hx = x0 + hstart * colw
        while tsz > b * 1.3 and width(title.replace(" ", "")) * tsz > hwid * 2.6:
            tsz *= 0.88
        hl = []  # (size,text,role)
        rub = None
        if cont:
            title = kick = sub = byl = ""
        if R.random() < 0.1 and not cont and not kick:
            rub = R.choice(RUB)
        if rub:
            hl.append((ksz, rub, "rub"))
        if kick:
            hl += [(ksz, l, "k") for l in break_title(kick, max(4, hwid / ksz))]
        tl = break_title(title, max(3, hwid / tsz)) if title else []
        hl += [(tsz, l, "t") for l in tl]
        if sub:
            hl += [(ksz, l, "s") for l in break_title(sub, max(4, hwid / ksz))]
        if byl and R.random() < 0.8:
            hl.append((b, byl, "b"))
        elif byl and not ld:
            hl.append((b, byl, "b"))
        else:
            byl = ""
        hh = 0
        prev = None
        hy = []
        for s, l, r in hl:
            hh += s * (1.15 if r == prev else 1.25 + st["headpad"] * 0.35) if prev else s * 1.05
            hy.append(hh)
            prev = r
        hrows = int(-(-(hh + b * st["headpad"]) // lead)) if hl else 0
        if hrows > rowsh * 0.6 and mode != "left":
            return False
        # free cells: per column list of row ranges
        cols = [[(0, rowsh)] for _ in range(k)]
        if mode == "above":
            cols = [[(hrows, rowsh)] for _ in range(k)]
            hrow = 0
        elif mode == "late":
            cols = [[(0, rowsh - hrows)] for _ in range(k)]
            hrow = rowsh - hrows
        elif mode == "inside":
            hrow = 0
            for q in range(hstart, hstart + hcols):
                cols[q] = [(hrows, rowsh)]
        elif mode == "left":
            cols[0] = []
            hrow = max(0, R.randint(0, max(0, (rowsh - hrows) // 2)))
        else:
            hrow = R.randint(2, max(2, rowsh - hrows - 2))
            for q in range(hstart, hstart + hcols):
                cols[q] = [(0, hrow), (min(rowsh, hrow + hrows), rowsh)]
        # caption box at the bottom of some columns
        cap = None
        if R.random() < 0.22 and rowsh > 24 and k >= 1 and mode != "late":
            cw_ = R.randint(1, k)
            cs = R.randint(0, k - cw_)
            ss = [s for s in re.split("(?<=。)", "".join(ps)) if 20 < len(s) < 90]
            if ss:
                ct = (
                    R.choice(["图为", "", "%s，" % day, ""])
                    + R.choice(ss).rstrip("。")
                    + R.choice(["。 新华社发", "。 记者 %s 摄" % name(), "。（资料图片）", "。 新华社记者 %s 摄" % name(), "。"])
                )
                cwid = cw_ * cc + (cw_ - 1) * st["gut"]
                cl = wrap(ct, cwid, 0, st)
                pr = R.randint(6, 14)
                need = pr + len(cl) + 1
                if all(cols[q] and cols[q][-1][1] - cols[q][-1][0] > need + 4 for q in range(cs, cs + cw_)):
                    bx = Box("cap", aid)
                    for q in range(cs, cs + cw_):
                        a0, a1 = cols[q][-1]
                        cols[q][-1] = (a0, a1 - need)
                    yb = min(cols[q][-1][1] for q in range(cs, cs + cw_)) + pr
                    for i, (t, ind, last) in enumerate(cl):
                        line(bx, x0 + cs * colw + ind * b, y0 + (yb + i + 0.8) * lead, b * 0.95, t)
                    cap = bx
                    others.append(dict(kind="caption", text=ct, attached_to=aid))
        cells = sum(a1 - a0 for col in cols for a0, a1 in col)
        if cells * cc < 90:
            return False
        room = int(cells * cc * 0.97) - len(ld) - len(endl) - 6
        ps2 = sentence_cut(ps, room)
        if not ps2:
            return False
        if cont:
            p = ps2[0]
            ps2[0] = p[R.randint(3, max(4, len(p) // 2)) :]
            ps2[0] = ps2[0].lstrip(CLOSE)
        if jump:
            p = ps2[-1]
            ps2[-1] = p[: max(12, int(len(p) * R.uniform(0.5, 1)))]
            endl = ""
        ps2[0] = ld + ps2[0]
        if endl:
            if R.random() < 0.5:
                ps2[-1] += endl
            else:
                ps2.append(endl)
        lines = body_lines(ps2, cc)
        while len(lines) > cells and len(ps2) > 0:
            # drop the last sentence
            p = ps2[-1]
            ss = re.findall(r"[^。！？]+[。！？]”?", p)
            if len(ss) > 1:
                ps2[-1] = "".join(ss[:-1])
            else:
                ps2.pop()
            lines = body_lines(ps2, cc) if ps2 else []
        if not lines or sum(map(len, ps2)) < 60:
            return False
        if len(lines) < cells * 0.72 and mode in ("above", "inside") and R.random() < 0.8:
            # balance columns
            short = int((cells - len(lines)) / max(1, sum(1 for q in cols if q)))
            cols = [
                [(a0, a1) for a0, a1 in col[:-1]] + ([(col[-1][0], max(col[-1][0] + 1, col[-1][1] - short))] if col else []) for col in cols
            ]
            while sum(a1 - a0 for col in cols for a0, a1 in col) < len(lines):
                cols = [col[:-1] + ([(col[-1][0], col[-1][1] + 1)] if col else []) for col in cols]
        bodyboxes = []
        it = iter(lines)
        done = False
        for q, col in enumerate(cols):
            for a0, a1 in col:
                bx = Box("body", aid)
                for r in range(a0, a1):
                    n = next(it, None)
                    if n is None:
                        done = True
                        break
                    t, ind, last = n
                    free = cc - ind - width(t)
                    sp = 0
                    if st["justify"] and not last and len(t) > 3 and abs(free) < 3:
                        sp = free * b / (len(t) - 1)
                    line(bx, x0 + q * colw + ind * b, y0 + (r + 0.8) * lead, b, t, sp)
                if bx.lines:
                    bodyboxes.append(bx)
        hb = Box("head", aid)
        for (s, l, r), yy in zip(hl, hy):
            xx = hx + (max(0, hwid - width(l) * s) / 2 if st["center"] and r != "b" else 0)
            line(hb, xx, y0 + hrow * lead + yy, s, l)
        jl = None
        if cont:
            jl = R.choice(["（上接第一版）", "（上接A01版）", "（上接1版）"])
            bb = bodyboxes[0]
            l0 = bb.lines[0]
            bb.lines.insert(0, (l0[0], l0[1] - lead, b, jl, 0))
            others.append(dict(kind="jumplabel", text=jl, attached_to=aid))
        if jump:
            jl = R.choice(["（下转第四版）", "（下转2版）", "（下转第2版）"])
            bb = bodyboxes[-1]
            l0 = bb.lines[-1]
            bb.lines.append((l0[0], l0[1] + lead, b, jl, 0))
            others.append(dict(kind="jumplabel", text=jl, attached_to=aid))
        if rub:
            others.append(dict(kind="rubric", text=rub, attached_to=aid))
        for bx in bodyboxes + [hb] + ([cap] if cap else []):
            bx.zone = len(arts)
        if hb.lines:
            boxes.append(hb)
        boxes.extend(bodyboxes)
        if cap:
            boxes.append(cap)
        body = "\n".join(ps2)
        arts.append(
            dict(id=aid, title=title, title_lines=tl, kicker=kick, subtitle=sub, byline=byl, body=body, paragraphs=ps2, continuation=cont)
        )
        return True

    def ads(x0, y0, w, rowsh):
        r = 0
        q = 0
        while True:
            t, bd, sg, d = notice()
            ls = [(t, "t")] + [(l, "b") for l, _, _ in wrap(bd, c, 2, st)] + ([(sg, "b")] if sg else []) + ([(d, "b")] if d else [])
            if r + len(ls) + 1 > rowsh:
                q += 1
                r = 0
            if q >= w or len(ls) + 1 > rowsh:
                break
            bx = Box("notice")
            bx.zone = 1000 + len(boxes)
            for i, (l, kk) in enumerate(ls):
                line(bx, x0 + q * pitch + (0), y0 + (r + i + 0.8) * lead, b * (1.1 if kk == "t" else 1), l)
            boxes.append(bx)
            others.append(dict(kind="notice", text="\n".join(l for l in [t, bd, sg, d] if l), attached_to=None))
            r += len(ls) + 1

    # bands
    row = int(-(-top // lead))
    first = True
    while row < rows - 12:
        h = R.randint(14, 46)
        h = min(h, rows - row)
        if rows - row - h < 12:
            h = rows - row
        col = 0
        while col < N:
            w = min(N - col, R.choice([1, 2, 2, 2, 3, 3, 4, 5]))
            if N - col - w == 1 and R.random() < 0.5:
                w += 1
            x0 = mx + col * pitch
            y0 = my + row * lead
            if R.random() < 0.06 and row > rows * 0.5:
                ads(x0, y0, w, h - 1)
            elif h >= 34 and R.random() < 0.35:
                h1 = R.randint(12, h - 14)
                typeset(x0, y0, w, 0, h1 - 1)
                typeset(x0, y0 + h1 * lead, w, 0, h - h1 - 1)
            elif not typeset(x0, y0, w, 0, h - 1):
                typeset(x0, y0, w, 0, h - 1)
            col += w
        row += h
    if R.random() < 0.3:
        bx = Box("slogan")
        s = R.choice(SLO)
        line(bx, mx + W * R.random() * 0.6, my + (rows + 1) * lead, b * 1.5, s)
        boxes.append(bx)
        others.append(dict(kind="slogan", text=s, attached_to=None))
    if len(arts) < 2:
        return None
    # stream order
    zones = {}
    for bx in boxes:
        zones.setdefault(bx.zone if bx.zone is not None else -len(zones) - 1, []).append(bx)
    keys = list(zones)
    zp = {z: (min(b_.pos()[0] for b_ in v), min(b_.pos()[1] for b_ in v)) for z, v in zones.items()}
    if st["z"] == "visual":
        keys.sort(key=lambda z: zp[z])
    elif st["z"] == "col":
        keys.sort(key=lambda z: (round(zp[z][1] / pitch), zp[z][0]))
    else:
        R.shuffle(keys)
    seq = []
    tail = []
    for z in keys:
        v = zones[z]
        h = [x for x in v if x.kind == "head"]
        rest = [x for x in v if x.kind != "head"]
        o = st["order"]
        if o == "mixed":
            o = R.choice(["head_first", "body_first"])
        if o == "head_first":
            seq += h + rest
        elif o == "body_first":
            seq += rest + h
        else:
            seq += rest
            tail += h
    seq += tail
    return st, seq, arts, others, (mx * 2 + W, my * 2 + Hh + 60)
