//! JSON objects whose keys and kinds of value vary from file to file, read without a tree.

use super::keys;
use super::keys::Field;
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

    /// The words of every value.
    pub(super) fn into_list(self) -> Vec<String> {
        match self {
            Loose::List(list) => list.into_iter().filter_map(Loose::into_words).collect(),
            one => one.into_words().into_iter().collect(),
        }
    }
}

/// The facts that one object states.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Facts {
    stated: Vec<(Field, usize, Loose)>,
}

impl Facts {
    /// Takes out the value of a field: of the best key that has one.
    pub(super) fn take(&mut self, field: Field) -> Option<Loose> {
        let of_field = |(_, (other, ..)): &(usize, &(Field, usize, Loose))| *other == field;
        let (at, _) =
            self.stated.iter().enumerate().filter(of_field).min_by_key(|(_, (_, rank, _))| *rank)?;
        Some(self.stated.swap_remove(at).2)
    }
}

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Facts, D::Error> {
        deserializer.deserialize_map(FactsVisitor)
    }
}

struct FactsVisitor;

impl<'de> Visitor<'de> for FactsVisitor {
    type Value = Facts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Facts, M::Error> {
        let mut facts = Facts::default();
        while let Some(key) = map.next_key::<String>()? {
            match keys::field_of(&key) {
                None => drop(map.next_value::<IgnoredAny>()?),
                Some((field, rank)) => match map.next_value()? {
                    Loose::Nothing => {}
                    value => facts.stated.push((field, rank, value)),
                },
            }
        }
        Ok(facts)
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

    /// `{"name": "Ann Roe"}`, `{"text": "…"}`: the name that an object has.
    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Loose, M::Error> {
        let mut name = Loose::Nothing;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "name" | "text" | "title" | "value" | "$date" => name = map.next_value()?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(name)
    }
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
            ("null", &[]),
            ("true", &[]),
        ] {
            assert_eq!(serde_json::from_str::<Loose>(json).unwrap().into_list(), expected, "{json}");
        }
    }

    #[test]
    fn the_better_key_wins_and_null_states_nothing() {
        let mut facts: Facts =
            serde_json::from_str(r#"{"id": "A", "ref": null, "body": "b", "text": "t", "x": [{}]}"#).unwrap();
        assert_eq!(facts.take(Field::Text), Some(Loose::Words("t".into())));
        assert_eq!(facts.take(Field::Reference), Some(Loose::Words("A".into())));
        assert_eq!(facts.take(Field::Title), None);
    }
}
