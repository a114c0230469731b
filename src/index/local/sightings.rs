//! Who is quoted: speakers as articles give them, to be put together into people (`search::people`).

use super::LocalIndex;
use super::collect::for_each_match;
use super::segment::Segment;
use crate::error::Error;
use crate::query::Query;
use crate::query::Unit;
use crate::search::Often;
use crate::search::Sighting;
use crate::text::analysis::name_terms;
use std::collections::BTreeMap;
use std::collections::HashMap;
use tantivy::DocId;
use tantivy::columnar::StrColumn;
use tantivy::schema::Field;

impl LocalIndex {
    /// The speakers of the quotations that match.
    pub(crate) fn speakers(&self, query: &Query) -> Result<BTreeMap<Sighting, Often>, Error> {
        self.guarded(|| {
            let weight = self.weight(query, Unit::Quotation)?;
            let mut seen = BTreeMap::new();
            for segment in &self.segments {
                let Some(mut counting) = Counting::open(self, segment)? else { continue };
                for_each_match(weight.as_ref(), &segment.reader, |doc| {
                    if segment.is_sure(doc, self.least) {
                        counting.count(segment.blocks.article(doc), doc);
                    }
                    Ok(())
                })?;
                counting.finish(&mut seen)?;
            }
            Ok(seen)
        })
    }
}

/// The quotations of one person in the article at hand.
struct Quoted {
    person: usize,
    name: u64,
    role: Option<u64>,
    quotes: u64,
}

/// Counts in one segment, by numbers instead of words.
struct Counting {
    names: StrColumn,
    roles: Option<StrColumn>,
    outlets: Option<StrColumn>,
    /// The person of each name: names that differ in capitals and accents are one.
    person_of: Vec<usize>,
    article: Option<DocId>,
    quoted: Vec<Quoted>,
    /// By name, role and outlet.
    often: HashMap<(u64, Option<u64>, Option<u64>), Often>,
}

impl Counting {
    fn open(index: &LocalIndex, segment: &Segment) -> tantivy::Result<Option<Counting>> {
        let reader = &segment.reader;
        let column = |field: Field| reader.fast_fields().str(reader.schema().get_field_name(field));
        let Some(names) = column(index.fields.speaker_name)? else { return Ok(None) };
        let mut people: HashMap<String, usize> = HashMap::new();
        let mut person_of = Vec::with_capacity(names.num_terms());
        for ord in 0..names.num_terms() as u64 {
            let next = people.len();
            person_of.push(*people.entry(name_terms(&word(&names, ord)?)).or_insert(next));
        }
        Ok(Some(Counting {
            names,
            roles: column(index.fields.speaker_role)?,
            outlets: column(index.fields.outlet_name)?,
            person_of,
            article: None,
            quoted: Vec::new(),
            often: HashMap::new(),
        }))
    }

    /// Counts a quotation. Quotations come in order, so an article's stand together.
    fn count(&mut self, article: DocId, quote: DocId) {
        if self.article.is_some_and(|last| last != article) {
            self.close();
        }
        self.article = Some(article);
        let Some(name) = self.names.term_ords(quote).next() else { return };
        let Some(person) = self.person_of.get(name as usize).copied() else { return };
        let role = self.roles.as_ref().and_then(|roles| roles.term_ords(quote).next());
        match self.quoted.iter_mut().find(|known| known.person == person) {
            Some(known) => {
                known.quotes += 1;
                known.role = known.role.or(role);
            }
            None => self.quoted.push(Quoted { person, name, role, quotes: 1 }),
        }
    }

    /// Notes everybody quoted in the article at hand.
    fn close(&mut self) {
        let article = self.article.take();
        let outlet =
            article.and_then(|article| self.outlets.as_ref().and_then(|it| it.term_ords(article).next()));
        for Quoted { name, role, quotes, .. } in self.quoted.drain(..) {
            let often = self.often.entry((name, role, outlet)).or_default();
            often.articles += 1;
            often.quotes += quotes;
        }
    }

    /// Adds what was counted to `seen`, in words.
    fn finish(mut self, seen: &mut BTreeMap<Sighting, Often>) -> tantivy::Result<()> {
        self.close();
        for ((name, role, outlet), often) in &self.often {
            let told = |column: &Option<StrColumn>, ord: &Option<u64>| {
                column.as_ref().zip(*ord).map(|(column, ord)| word(column, ord)).transpose()
            };
            let sighting = Sighting {
                name: word(&self.names, *name)?,
                role: told(&self.roles, role)?,
                outlet: told(&self.outlets, outlet)?,
            };
            let sum = seen.entry(sighting).or_default();
            sum.articles += often.articles;
            sum.quotes += often.quotes;
        }
        Ok(())
    }
}

fn word(column: &StrColumn, ord: u64) -> tantivy::Result<String> {
    let mut word = String::new();
    column.ord_to_str(ord, &mut word)?;
    Ok(word)
}
