use std::{fs, path::PathBuf};
use zhaibao::{
    eval::{
        gold::{Gold, GoldPage},
        output::Output,
        splitting::{owners, score},
    },
    input::{self, Item, ReadOptions, gather},
    layout::{self, Lesson},
    page::Page,
};
fn stem(path: &str) -> &str {
    let n = path.rsplit('/').next().unwrap();
    n.rsplit_once('.').map_or(n, |(s, _)| s)
}
fn outputs(page: &Page, skill: &layout::Skill) -> Vec<Output> {
    layout::split_with(page, skill)
        .articles
        .into_iter()
        .map(|a| Output {
            pages: vec![stem(&page.path).to_owned()],
            title: a.head.title.unwrap_or_default(),
            text: a.text,
            ..Output::default()
        })
        .collect()
}
fn main() {
    let root = "../shared/data/pages/press/";
    let Ok(Gold::Pages(gold)) = Gold::parse("g", &fs::read_to_string(format!("{root}gold.jsonl")).unwrap()) else { panic!() };
    let files = gather(&[PathBuf::from(format!("{root}pages"))], None).unwrap();
    let pages: Vec<Page> = files
        .files
        .iter()
        .flat_map(|f| input::read(f, &ReadOptions::default()).items)
        .filter_map(|i| if let Item::Page(p) = i { Some(p) } else { None })
        .collect();
    let by = std::env::args().nth(2).unwrap_or("house".into());
    let key = |g: &GoldPage| if by == "house" { g.house.clone().unwrap() } else { g.extractor.clone().unwrap() };
    let mut houses: Vec<String> = gold.iter().map(&key).collect();
    houses.sort();
    houses.dedup();
    let mut lessons = vec![];
    let mut known = vec![];
    for page in &pages {
        let g = gold.iter().find(|g| g.page == stem(&page.path)).unwrap();
        let fold = houses.iter().position(|h| *h == key(g)).unwrap();
        lessons.push(Lesson { page, owners: owners(g, &layout::lines(page)), fold });
        known.push(g.clone());
    }
    let mode = std::env::args().nth(1).unwrap_or_default();
    let row = |name: &str, skill: &layout::Skill, held: &dyn Fn(usize) -> bool| {
        let kept: Vec<usize> = (0..lessons.len()).filter(|&n| held(n)).collect();
        let g: Vec<GoldPage> = kept.iter().map(|&n| known[n].clone()).collect();
        let o: Vec<Output> = kept.iter().flat_map(|&n| outputs(lessons[n].page, skill)).collect();
        let t = score(&g, &o).totals();
        let f = t.figures();
        print!("{name:<18}{:>4}", g.len());
        for k in ["f1@0.9", "f1@0.75", "f1@0.5", "b3_p", "b3_r", "b3_f1", "title_exact", "stray", "order", "seg_ratio"] {
            print!("{:>9.3}", f.get(k).unwrap_or(0.0));
        }
        println!();
        t
    };
    let plain = |n: usize| known[n].interleaved != Some(true);
    if mode != "dump" && mode != "diag" {
        println!(
            "{:<22}{}",
            "",
            ["f1@0.9", "f1@0.75", "f1@0.5", "b3_p", "b3_r", "b3_f1", "title_ex", "stray", "order", "seg"]
                .map(|n| format!("{n:>9}"))
                .join("")
        );
    }
    if mode == "learn" {
        let whole = layout::learn(&lessons, None);
        for (n, t) in layout::PARTS.iter().zip(whole.to_texts("Made by `zhaibao layout learn` from 60 pages.")) {
            fs::write(format!("src/layout/data/{n}"), t).unwrap();
        }
        row("fitted plain", &whole, &plain);
        for h in &houses.clone() {
            let f = houses.iter().position(|x| x == h).unwrap();
            row(h, &whole, &|n| lessons[n].fold == f && plain(n));
        }
        println!("-- held out");
        let mut sum = zhaibao::eval::splitting::PageSums::default();
        for h in &houses.clone() {
            let f = houses.iter().position(|x| x == h).unwrap();
            let s = layout::learn(&lessons, Some(f));
            sum += &row(h, &s, &|n| lessons[n].fold == f && plain(n));
        }
        let f = sum.figures();
        println!(
            "held out all   f1@0.9 {:.3} b3 {:.3} title {:.3}",
            f.get("f1@0.9").unwrap(),
            f.get("b3_f1").unwrap(),
            f.get("title_exact").unwrap()
        );
    } else if mode == "diag" {
        let t = layout::PARTS.map(|n| fs::read_to_string(format!("src/layout/data/{n}")).unwrap());
        let skill = &layout::Skill::parse(t.each_ref().map(|t| t.as_str())).unwrap();
        for l in lessons.iter().filter(|l| stem(&l.page.path) == by) {
            println!("{}", layout::diagnose(l, skill));
        }
    } else if mode == "dump" {
        // records for the viewer
        let t = layout::PARTS.map(|n| fs::read_to_string(format!("src/layout/data/{n}")).unwrap());
        let skill = &layout::Skill::parse(t.each_ref().map(|t| t.as_str())).unwrap();
        for page in &pages {
            let mut s = layout::split_with(page, skill);
            s.articles.sort_by_key(|a| a.source.first_line());
            for a in s.articles {
                let r = |v: &Vec<zhaibao::span::LineRange>| v.iter().map(|l| (l.first, l.last)).collect::<Vec<_>>();
                println!(
                    "{}",
                    serde_json::json!({"source":{"path":page.path,"head_lines":r(&a.source.head_lines),"body_lines":r(&a.source.body_lines),"parts":[]},"kind":a.kind,"title":a.head.title,"kicker":a.head.kicker,"subtitle":a.head.subtitle,"text":a.text})
                );
            }
        }
    } else {
        let t = layout::PARTS.map(|n| fs::read_to_string(format!("src/layout/data/{n}")).unwrap());
        let skill = &layout::Skill::parse(t.each_ref().map(|t| t.as_str())).unwrap();
        row("all plain", skill, &plain);
        row("interleaved", skill, &|n| !plain(n));
        for h in &houses.clone() {
            let f = houses.iter().position(|x| x == h).unwrap();
            row(h, skill, &|n| lessons[n].fold == f);
        }
    }
}
