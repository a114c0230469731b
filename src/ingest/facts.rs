//! The facts that a record states, under keys that vary from file to file; JSON is read to them without a tree.

use super::keys;
use super::keys::Field;
use super::loose::Loose;
use serde::de::Deserialize;
use serde::de::Deserializer;
use serde::de::IgnoredAny;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use std::fmt;

/// The facts that one object states.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Facts {
    stated: Vec<(Field, usize, Loose)>,
    /// What the object says it is: `newspaperArticle`, `attachment`.
    pub(super) item_type: Option<String>,
}

/// Ranks of facts that hold where the record itself has nothing better: those of the feed that it stands in.
pub(super) const FALLBACK: usize = usize::MAX;

impl Facts {
    /// Adds a fact; of several for one field that of the lowest rank counts, and of these the first.
    pub(super) fn state(&mut self, field: Field, rank: usize, value: Loose) {
        // An empty string or list under one key says nothing against another key.
        if !value.is_empty() {
            self.stated.push((field, rank, value));
        }
    }

    /// The value of a field: of the best key that has one.
    pub(super) fn get(&self, field: Field) -> Option<&Loose> {
        self.place(field).map(|at| &self.stated[at].2)
    }

    /// Takes out the value of a field: of the best key that has one.
    pub(super) fn take(&mut self, field: Field) -> Option<Loose> {
        // Not `swap_remove`: of equal ranks the first counts.
        self.place(field).map(|at| self.stated.remove(at).2)
    }

    /// Takes out every value of a field.
    pub(super) fn drop_all(&mut self, field: Field) {
        self.stated.retain(|(other, ..)| *other != field);
    }

    /// Bytes that the values take in memory, roughly.
    pub(super) fn size(&self) -> usize {
        self.stated.iter().map(|(.., value)| value.size()).sum()
    }

    fn place(&self, field: Field) -> Option<usize> {
        let of_field = |(_, (other, ..)): &(usize, &(Field, usize, Loose))| *other == field;
        let best = self.stated.iter().enumerate().filter(of_field).min_by_key(|(_, (_, rank, _))| *rank);
        best.map(|(at, _)| at)
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
        let mut source = None;
        let mut is_by_trafilatura = false;
        while let Some(key) = map.next_key::<String>()? {
            is_by_trafilatura |= key == "source-hostname";
            match keys::field_of(&key) {
                Some((Field::Outlet, rank)) if key == "source" => source = Some((rank, map.next_value()?)),
                Some((field, rank)) => facts.state(field, rank, map.next_value()?),
                None if key == "itemType" => facts.item_type = map.next_value::<Loose>()?.into_words(),
                None if ENVELOPES.contains(&key.as_str()) => {
                    let Enclosed(inner) = map.next_value()?;
                    facts.stated.extend(inner.stated);
                    facts.item_type = facts.item_type.or(inner.item_type);
                }
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        if let Some((rank, value)) = source {
            // Everyone else's source is the outlet; trafilatura names that beside it, and gives the article's address here.
            let field = if is_by_trafilatura { Field::Url } else { Field::Outlet };
            facts.state(field, rank, value);
        }
        Ok(facts)
    }
}

/// Keys whose object holds the facts of the whole: `{"key": "AB12CD34", "data": {"title": "Mill closes"}}`.
const ENVELOPES: &[&str] = &["_source", "data"];

/// The facts in an envelope; nothing where it holds no object.
struct Enclosed(Facts);

impl<'de> Deserialize<'de> for Enclosed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Enclosed, D::Error> {
        deserializer.deserialize_any(EnclosedVisitor).map(Enclosed)
    }
}

struct EnclosedVisitor;

impl<'de> Visitor<'de> for EnclosedVisitor {
    type Value = Facts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Facts, M::Error> {
        FactsVisitor.visit_map(map)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Facts, S::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Facts::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<Facts, E> {
        Ok(Facts::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Facts, E> {
        Ok(Facts::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Facts, E> {
        Ok(Facts::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Facts, E> {
        Ok(Facts::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Facts, E> {
        Ok(Facts::default())
    }

    fn visit_unit<E>(self) -> Result<Facts, E> {
        Ok(Facts::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_key_wins_and_null_states_nothing() {
        let mut facts: Facts =
            serde_json::from_str(r#"{"id": "A", "ref": null, "body": "b", "text": "t", "x": [{}]}"#).unwrap();
        assert_eq!(facts.take(Field::Text), Some(Loose::Words("t".into())));
        assert_eq!(facts.take(Field::Reference), Some(Loose::Words("A".into())));
        assert_eq!(facts.take(Field::Title), None);
        let mut facts: Facts = serde_json::from_str(
            r#"{"text": "", "body": "b", "title": " ", "headline": "h", "authors": []}"#,
        )
        .unwrap();
        assert_eq!(facts.take(Field::Text), Some(Loose::Words("b".into())));
        assert_eq!(facts.take(Field::Title), Some(Loose::Words("h".into())));
        assert_eq!(facts.take(Field::Authors), None);
    }

    #[test]
    fn what_stands_in_an_envelope_belongs_to_the_whole() {
        let zotero = r#"{"key": "AB", "data": {"itemType": "newspaperArticle", "title": "Mill closes"}}"#;
        let mut facts: Facts = serde_json::from_str(zotero).unwrap();
        assert_eq!(facts.take(Field::Title), Some(Loose::Words("Mill closes".into())));
        assert_eq!(facts.item_type.as_deref(), Some("newspaperArticle"));
        for odd in [
            r#"{"data": [1, {}], "title": "t"}"#,
            r#"{"data": "x", "title": "t"}"#,
            r#"{"data": null, "title": "t"}"#,
        ] {
            assert!(serde_json::from_str::<Facts>(odd).unwrap().get(Field::Title).is_some(), "{odd}");
        }
    }
}
