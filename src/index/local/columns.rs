//! The columns of a segment by which matches are counted. Opened when something is first counted, and kept.

use super::schema::Fields;
use tantivy::SegmentReader;
use tantivy::columnar::Column;
use tantivy::columnar::StrColumn;
use tantivy::schema::Field;

/// What articles and quotations are counted by; a column of words is `None` where no document has one.
pub(crate) struct Columns {
    pub(super) outlet: Option<StrColumn>,
    pub(super) author: Option<StrColumn>,
    pub(super) language: Option<StrColumn>,
    pub(super) day: Column<i64>,
    /// Everybody quoted in an article.
    pub(super) quoted: Option<StrColumn>,
    /// How sure the least sure of these is.
    pub(super) surely: Column<f64>,
    /// The speaker of a quotation.
    pub(super) speaker: Option<StrColumn>,
    pub(super) role: Option<StrColumn>,
}

impl Columns {
    pub(super) fn open(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Columns> {
        let fast = reader.fast_fields();
        let name = |field: Field| reader.schema().get_field_name(field);
        let words = |field| fast.str(name(field));
        Ok(Columns {
            outlet: words(fields.outlet_name)?,
            author: words(fields.author_name)?,
            language: words(fields.language)?,
            day: fast.i64(name(fields.day))?,
            quoted: words(fields.quoted_name)?,
            surely: fast.f64(name(fields.quoted_surely))?,
            speaker: words(fields.speaker_name)?,
            role: words(fields.speaker_role)?,
        })
    }
}
