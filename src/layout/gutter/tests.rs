use super::cut;

/// Lines of invented columns: two articles, three columns and two.
const LEFT: [&[&str]; 3] = [
    &["  横跨清江的新大桥今", "天上午正式通车。大桥", "全长两千米，双向六车", "道，市民从城南到城北", "只要十分钟。"],
    &["  施工队伍用了三年时", "间，克服了江水湍急、", "地质复杂等困难，比原", "定工期提前两个月完", "工。当地群众说，过去"],
    &["要绕行四十公里的路，", "如今一脚油门就到了。", "  大桥两侧设有步道，", "供市民散步、骑行，灯", "光由本地工匠设计。"],
];
const RIGHT: [&[&str]; 2] = [
    &["  入秋以来，青山县的", "柑橘陆续成熟，果农忙", "着采摘装箱。县农业局", "预计，今年柑橘总产量", "比去年增长一成，外销"],
    &["到十多个省份。", "  果农老何说，合作社", "统一收购，价格比往年", "高，今年的日子更有盼", "头了。"],
];

/// Prints columns side by side, `gutter` blanks between, a full-width character taking `cells` places.
fn page(head: &str, columns: &[&[&str]], gutter: usize, cells: usize) -> String {
    let wide = |text: &str| text.chars().map(|c| if c == ' ' { 1 } else { cells }).sum::<usize>();
    let mut page = format!("{head}\n\n");
    for row in 0..columns[0].len() {
        let mut line = String::new();
        let mut at = 0;
        for column in columns {
            let text = column.get(row).copied().unwrap_or("");
            line.extend(std::iter::repeat_n(' ', at - wide(&line).min(at)));
            line.push_str(text);
            at += 11 * cells.max(1) + gutter;
        }
        page.push_str(line.trim_end());
        page.push('\n');
    }
    page
}

fn read(text: &str) -> Vec<String> {
    cut(text).unwrap_or_default().iter().map(|line| line.text.to_string()).collect()
}

fn columns(columns: &[&[&str]]) -> Vec<String> {
    columns.iter().flat_map(|column| column.iter().map(|line| line.trim().to_owned())).collect()
}

#[test]
fn columns_are_read_one_after_the_other() {
    let expected: Vec<String> = std::iter::once("清江新大桥通车".to_owned()).chain(columns(&LEFT)).collect();
    for (gutter, cells) in [(2, 1), (5, 1), (2, 2), (6, 2)] {
        let text = page("          清江新大桥通车", &LEFT, gutter, cells);
        assert_eq!(read(&text), expected, "{gutter} {cells}\n{text}");
    }
}

#[test]
fn articles_side_by_side_stay_apart() {
    let all: Vec<&[&str]> = LEFT.iter().chain(&RIGHT).copied().collect();
    let text = page("        清江新大桥通车                              青山柑橘喜获丰收", &all, 3, 1);
    let read = read(&text);
    let place = |line: &str| read.iter().position(|other| other == line).unwrap_or(usize::MAX);
    assert_eq!(read.len(), 27, "{text}");
    assert!(place("清江新大桥通车") < place("横跨清江的新大桥今"));
    assert!(place("光由本地工匠设计。") < place("青山柑橘喜获丰收"), "{read:#?}");
    assert!(place("青山柑橘喜获丰收") < place("入秋以来，青山县的"));
    assert_eq!(place("到十多个省份。"), place("比去年增长一成，外销") + 1);
}

#[test]
fn blanks_that_do_not_recur_are_no_gutters() {
    let lines: Vec<String> = LEFT.iter().flat_map(|column| column.iter()).map(|line| line.trim().to_owned()).collect();
    let plain = lines.join("\n");
    assert!(cut(&plain).is_none());
    assert!(cut(&format!("抓机遇  迎挑战\n勇担当  善作为\n{plain}\n记者  林晓\n")).is_none());
    assert!(cut("").is_none() && cut("\n \n").is_none());
}

#[test]
fn no_character_is_lost_or_doubled() {
    for gutter in 2..8 {
        let text = page("    清江新大桥通车", &LEFT, gutter, 1);
        let letters = |text: &str| {
            let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            letters.sort_unstable();
            letters
        };
        assert_eq!(letters(&read(&text).concat()), letters(&text));
    }
}
