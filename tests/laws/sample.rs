//! Pages to try the laws on: our sample pages, pages made at random, and the articles of both.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use zhaibao::{
    article::Article,
    input::{Item, ReadOptions, gather, read},
    layout,
    page::Page,
};

/// The pages below `folder`, in the order of a run.
pub fn pages(folder: &Path) -> Vec<Page> {
    let gathered = gather(&[folder.to_owned()], None).unwrap();
    let items = gathered.files.iter().flat_map(|found| {
        let file = read(found, &ReadOptions::default());
        assert!(file.problems.is_empty(), "{:?}", file.problems);
        file.items
    });
    items
        .map(|item| match item {
            Item::Page(page) => page,
            other => panic!("no page: {other:?}"),
        })
        .collect()
}

/// Where our sample pages lie.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

/// Our sample pages.
pub fn samples() -> Vec<Page> {
    pages(&folder())
}

/// The articles of our sample pages, jumps not joined.
pub fn articles() -> Vec<Article> {
    samples().iter().flat_map(|page| layout::split(page).articles).collect()
}

/// A line as pages have them: headlines, body, datelines, marks, blanks, and mishaps of extraction.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[江海春风路桥产业发展会议指出增长百分之一二三]{8,18}",
        2 => "[江海春风路桥产业发展会议]{4,17}。",
        2 => Just(String::new()),
        1 => "[市港学校医院]{2,5} [新年大会开幕]{4,9}",
        1 => "本报讯（记者 [张王李赵][一二三]） [今日全市召开会议]{4,10}",
        1 => "新华社北京[1-9]月[1-9]日电 [今日全国会议]{4,12}",
        1 => Just("（上接第一版）".to_owned()),
        1 => "[会议强调]{3,9}（下转第[2-4]版）",
        1 => "#{1,3} [标题文字春天]{4,12}",
        1 => "[公示声明]{2,4}",
        1 => "([长江两岸]  ?){3,9}",
        1 => "[左栏文字内容]{10,18} {6,30}[右栏文字内容]{10,18}",
        1 => "[A-Za-z0-9 .,%]{1,24}",
        1 => "\\PC{0,30}",
    ]
}

/// A page of such lines.
pub fn page() -> impl Strategy<Value = Page> {
    let lines = prop::collection::vec(line(), 0..60);
    (lines, any::<bool>(), prop::sample::select(vec!["\n", "\r\n"])).prop_map(|(lines, double, end)| {
        let gap = if double { [end, end].concat() } else { end.to_owned() };
        Page { path: "夜/页_01.txt".to_owned(), text: lines.join(&gap), ..Page::default() }
    })
}

/// Any text at all, much of it Chinese.
pub fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[国江河新发展第一二三四五，。！？；：“”‘’（）《》、…—0-9a-zA-Z%.\\n 　]{0,200}",
        "\\PC{0,80}",
        "(\\PC|\\n|\\t|\\r){0,80}"
    ]
}
