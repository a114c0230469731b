//! Values of JSON in the shapes in which files give a fact, read without a tree.

use serde::de::Deserialize;
use serde::de::Deserializer;
use serde::de::IgnoredAny;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use std::fmt;

/// A value in one of the shapes in which files give a fact.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Loose {
    /// `null`, `true`, an object without a name.
    Nothing,
    /// A string; an object stands for its name.
    Words(String),
    /// A number: an id, or a time in seconds or thousandths since 1970.
    Number(i64),
    /// Several.
    List(Vec<Loose>),
}

impl Loose {
    /// The words, where there is one value.
    pub(super) fn into_words(self) -> Option<String> {
        match self {
            Loose::Words(words) => Some(words),
            Loose::Number(number) => Some(number.to_string()),
            Loose::List(list) => list.into_iter().next().and_then(Loose::into_words),
            Loose::Nothing => None,
        }
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Loose::Words(words) => words.trim().is_empty(),
            Loose::List(list) => list.iter().all(Loose::is_empty),
            Loose::Number(_) => false,
            Loose::Nothing => true,
        }
    }

    /// Bytes that it takes in memory, roughly.
    pub(super) fn size(&self) -> usize {
        match self {
            Loose::Words(words) => words.len(),
            Loose::List(list) => list.iter().map(Loose::size).sum(),
            Loose::Nothing | Loose::Number(_) => 0,
        }
    }

    /// The words of every value.
    pub(super) fn into_list(self) -> Vec<String> {
        match self {
            Loose::List(list) => list.into_iter().filter_map(Loose::into_words).collect(),
            one => one.into_words().into_iter().collect(),
        }
    }
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Loose, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Loose;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Loose, E> {
        Ok(Loose::Nothing)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Loose, E> {
        Ok(Loose::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Loose, E> {
        Ok(i64::try_from(number).map_or_else(|_| Loose::Words(number.to_string()), Loose::Number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Loose, E> {
        // Times are written as 1710294000.0 too; the cast saturates, and what is out of range is no time.
        Ok(Loose::Number(number as i64))
    }

    fn visit_str<E>(self, words: &str) -> Result<Loose, E> {
        Ok(Loose::Words(words.to_string()))
    }

    fn visit_string<E>(self, words: String) -> Result<Loose, E> {
        Ok(Loose::Words(words))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Loose, S::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Loose::List(list))
    }

    /// The name or the day that an object stands for.
    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Loose, M::Error> {
        let mut object = Object::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "name" | "text" | "title" | "value" | "$date" | "literal" | "raw" | "tag" => {
                    object.name = map.next_value()?;
                }
                "given" | "firstName" => object.given = map.next_value()?,
                "dropping-particle" | "non-dropping-particle" => object.particle = map.next_value()?,
                "family" | "lastName" => object.family = map.next_value()?,
                "creatorType" => object.role = map.next_value()?,
                "date-parts" => object.day = map.next_value()?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(object.into_value())
    }
}

/// What an object says of a person or a day.
struct Object {
    name: Loose,
    given: Loose,
    particle: Loose,
    family: Loose,
    role: Loose,
    day: Loose,
}

impl Default for Object {
    fn default() -> Object {
        let nothing = || Loose::Nothing;
        Object {
            name: nothing(),
            given: nothing(),
            particle: nothing(),
            family: nothing(),
            role: nothing(),
            day: nothing(),
        }
    }
}

impl Object {
    /// `{"name": "Ann Roe"}`, `{"given": "Ann", "family": "Roe"}`, `{"date-parts": [[2024, 3, 12]]}`.
    fn into_value(self) -> Loose {
        // Reference managers list editors and translators among those who made a thing.
        let is_author = self.role.into_words().is_none_or(|role| matches!(&*role, "author" | "contributor"));
        if !is_author {
            return Loose::Nothing;
        }
        let parts = [self.given, self.particle, self.family];
        let name: Vec<String> = parts.into_iter().filter_map(Loose::into_words).collect();
        match (day(self.day), name.is_empty()) {
            (Some(day), _) => Loose::Words(day),
            (None, true) => self.name,
            (None, false) => Loose::Words(name.join(" ")),
        }
    }
}

/// `[[2024, 3, 12]]`, `[["2024", "3", "12"]]`; a month or a year alone is no day.
fn day(parts: Loose) -> Option<String> {
    let Loose::List(days) = parts else { return None };
    let numbers: Vec<i64> =
        days.into_iter().next()?.into_list().iter().filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = numbers[..] else { return None };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_of_a_value_is_read() {
        for (json, expected) in [
            (r#""Ann Roe""#, &["Ann Roe"][..]),
            (r#"["Ann Roe", "Bo Li"]"#, &["Ann Roe", "Bo Li"]),
            (r#"[{"@type": "Person", "name": "Ann Roe"}, null]"#, &["Ann Roe"]),
            (r#"{"name": "Ann Roe", "url": ["x"]}"#, &["Ann Roe"]),
            ("217902", &["217902"]),
            (
                r#"[{"family": "Roe", "given": "Ann"}, {"literal": "Northern Wire"}]"#,
                &["Ann Roe", "Northern Wire"],
            ),
            (
                r#"{"family": "Berg", "given": "Bo", "non-dropping-particle": "van den"}"#,
                &["Bo van den Berg"],
            ),
            (
                r#"[{"creatorType": "editor", "name": "Bo Li"}, {"creatorType": "author", "lastName": "Roe", "firstName": "Ann"}]"#,
                &["Ann Roe"],
            ),
            (r#"{"date-parts": [[2024, 3, 12]]}"#, &["2024-03-12"]),
            (r#"{"date-parts": [["2024", "3"]]}"#, &[]),
            (r#"[{"tag": "mill", "type": 1}, {"tag": "Harrow Bay"}]"#, &["mill", "Harrow Bay"]),
            ("null", &[]),
            ("true", &[]),
        ] {
            assert_eq!(serde_json::from_str::<Loose>(json).unwrap().into_list(), expected, "{json}");
        }
    }
}
