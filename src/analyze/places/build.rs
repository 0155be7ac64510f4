//! Makes the shipped list of divisions from a table of names and codes: pads nothing, drops the rows that name no
//! place, and derives the short forms with what each of them needs.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::{
    analyze::places::{
        division::{Division, Form, Level},
        gazetteer::{Gazetteer, MAGIC, VERSION},
    },
    error::{Error, Result},
    text::{Segmenter, WordClass},
};

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
}

/// Rows of the table that stand between two levels and name no place.
const NO_PLACES: [&str; 4] = ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];

/// What tables of the mainland's statistics lack; codes of GB/T 2260.
const FURTHER: [(&str, &str, &str); 3] =
    [("71", "台湾省", "台湾"), ("81", "香港特别行政区", "香港"), ("82", "澳门特别行政区", "澳门")];

/// What a name may end in, longest first.
const SUFFIXES: [&str; 15] =
    ["特别行政区", "自治区", "自治州", "自治县", "自治旗", "新区", "地区", "林区", "特区", "省", "市", "县", "区", "旗", "盟"];

/// Peoples in the names of autonomous divisions, longest first where one ends in another.
const PEOPLES: [&str; 55] = [
    "各族",
    "柯尔克孜族",
    "柯尔克孜",
    "维吾尔族",
    "维吾尔",
    "哈萨克族",
    "哈萨克",
    "蒙古族",
    "蒙古",
    "土家族",
    "仡佬族",
    "布依族",
    "拉祜族",
    "哈尼族",
    "傈僳族",
    "布朗族",
    "景颇族",
    "纳西族",
    "普米族",
    "阿昌族",
    "德昂族",
    "基诺族",
    "独龙族",
    "毛南族",
    "仫佬族",
    "撒拉族",
    "东乡族",
    "保安族",
    "裕固族",
    "塔吉克族",
    "塔吉克",
    "达斡尔族",
    "鄂温克族",
    "鄂伦春",
    "朝鲜族",
    "锡伯族",
    "锡伯",
    "回族",
    "藏族",
    "壮族",
    "苗族",
    "彝族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "傣族",
    "黎族",
    "畲族",
    "佤族",
    "水族",
    "土族",
    "羌族",
    "怒族",
    "高山族",
];

impl Gazetteer {
    /// The shipped list as text, from JSON lines with `code` (two, four, six or nine digits) and `name`. `segmenter`
    /// tells which short forms are words of their own.
    ///
    /// # Errors
    /// A line that is no such JSON, with `path` and line.
    pub fn build(jsonl: &str, path: &str, segmenter: &dyn Segmenter) -> Result<String> {
        let mut divisions: Vec<Division> = FURTHER
            .iter()
            .map(|&(code, name, short)| Division {
                code: code.to_owned(),
                name: name.to_owned(),
                short: Some((short.to_owned(), Form::Clear)),
            })
            .collect();
        for (index, line) in jsonl.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let row: Row = serde_json::from_str(line).map_err(|e| Error::format(path, index + 1, e.to_string()))?;
            if !NO_PLACES.contains(&row.name.as_str()) {
                divisions.push(Division { code: row.code, name: row.name, short: None });
            }
        }
        divisions.sort_by(|a, b| a.code.len().cmp(&b.code.len()).then_with(|| a.code.cmp(&b.code)));
        divisions.dedup_by(|a, b| a.code == b.code);
        add_short_forms(&mut divisions, segmenter);
        let mut text = format!("{MAGIC}\t{VERSION}\t{} divisions\n", divisions.len());
        for division in &divisions {
            text.push_str(&division.to_line());
            text.push('\n');
        }
        Ok(text)
    }
}

fn add_short_forms(divisions: &mut [Division], segmenter: &dyn Segmenter) {
    let mut bearers = FxHashMap::<String, usize>::default();
    for division in divisions.iter() {
        *bearers.entry(division.name.clone()).or_default() += 1;
        if let Some(short) = short_form(division) {
            *bearers.entry(short).or_default() += 1;
        }
    }
    for division in divisions.iter_mut().filter(|division| division.short.is_none()) {
        let Some(short) = short_form(division) else { continue };
        let alone = bearers.get(&short) == Some(&1);
        let form = form_of(division, segmenter.class(&short), alone);
        division.short = Some((short, form));
    }
}

/// The name without what kind of division it is and which people it belongs to; at least two characters.
fn short_form(division: &Division) -> Option<String> {
    if division.level() == Level::Town {
        return None;
    }
    let suffix = SUFFIXES.into_iter().find(|suffix| division.name.ends_with(suffix))?;
    let autonomous = suffix.starts_with("自治");
    let mut short = division.name.strip_suffix(suffix)?;
    while autonomous
        && let Some(rest) = PEOPLES.iter().find_map(|people| short.strip_suffix(people))
        && rest.chars().count() >= 2
    {
        short = rest;
    }
    (2..=MOST_SHORT_CHARS).contains(&short.chars().count()).then(|| short.to_owned())
}

/// Longer names without their last word are no short forms: nobody shortens a development zone's name so.
const MOST_SHORT_CHARS: usize = 6;

/// Short forms of cities that are words of the press as well.
const CITY_WORDS: [&str; 12] = ["大同", "日照", "来宾", "白银", "安康", "文山", "天水", "长治", "孝感", "海北", "吉安", "海南"];

/// Short forms of counties and districts the dictionary calls places, but the press uses as other words.
const COUNTY_WORDS: [&str; 12] = ["中原", "江北", "江南", "河东", "河西", "新华", "长安", "太平", "三江", "三河", "东海", "太湖"];

fn form_of(division: &Division, class: WordClass, alone: bool) -> Form {
    // The segmenter's dictionary calls many a town a person or a mark; only other classes are words of their own.
    let is_name =
        matches!(class, WordClass::Place | WordClass::Person | WordClass::Proper | WordClass::Organization | WordClass::Unknown);
    let is_city = division.name.ends_with('市');
    match division.level() {
        Level::Province => Form::Clear,
        Level::City if CITY_WORDS.iter().any(|word| division.name.starts_with(word)) => Form::Weak,
        Level::City => Form::Clear,
        _ if COUNTY_WORDS.iter().any(|word| division.name.starts_with(word)) => Form::Word,
        _ if is_city && is_name && alone => Form::Clear,
        _ if is_city || is_name => Form::Weak,
        _ => Form::Word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_drop_kind_and_people() {
        for (code, name, short) in [
            ("4407", "江门市", Some("江门")),
            ("15", "内蒙古自治区", Some("内蒙古")),
            ("65", "新疆维吾尔自治区", Some("新疆")),
            ("4228", "恩施土家族苗族自治州", Some("恩施")),
            ("6527", "博尔塔拉蒙古自治州", Some("博尔塔拉")),
            ("1525", "锡林郭勒盟", Some("锡林郭勒")),
            ("310115", "浦东新区", Some("浦东")),
            ("140302", "城区", None),
            ("140431", "沁县", None),
            ("440703101", "棠下镇", None),
        ] {
            let division = Division { code: code.into(), name: name.into(), short: None };
            assert_eq!(short_form(&division).as_deref(), short, "{name}");
        }
    }
}
