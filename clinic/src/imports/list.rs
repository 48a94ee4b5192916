//! A list of any kind: its columns, its rows one by one, and why some cannot be brought in.

use std::collections::BTreeMap;

use csv::StringRecord;
use model::fault::FieldFault;
use model::{Door, Fault};

use super::cells;
use super::columns::{Columns, Target};

/// Rows of one list.
const MOST: usize = 200_000;

/// Bad cells that a preview lists; more would not be read.
const LISTED: usize = 200;

/// A list that has been read.
pub(super) struct List<R> {
    pub(super) columns: BTreeMap<String, String>,
    pub(super) headings: Vec<String>,
    /// The fields that a column may be.
    pub(super) fields: Vec<String>,
    /// Why no row was looked at, where a column lacks.
    pub(super) lacks: Option<&'static str>,
    pub(super) good: Vec<R>,
    /// The first of them, in the order of the lines.
    pub(super) bad: Vec<Bad>,
    /// All rows that cannot be brought in.
    pub(super) bad_rows: u64,
}

impl<R> List<R> {
    /// How many rows there are.
    pub(super) fn rows(&self) -> u64 {
        self.good.len() as u64 + self.bad_rows
    }
}

/// A cell that cannot.
pub(super) struct Bad {
    pub(super) line: u64,
    pub(super) column: String,
    /// A fault with the refusal of one field.
    pub(super) why: Fault,
}

/// One row's cells, by what they hold.
pub(super) struct Cells<'a, T> {
    columns: &'a Columns<T>,
    record: &'a StringRecord,
}

/// A column's heading and why its cell is refused.
pub(super) type Refused = (String, Fault);

/// Reads a list; `row` looks at the cells of each row that says something, on its line.
///
/// # Errors
/// `csv` refused, where there are too many rows; what of the mapping does not fit.
pub(super) fn read<T: Target, R>(
    csv: &str,
    mapping: &BTreeMap<String, String>,
    mut row: impl FnMut(&Cells<'_, T>, u64) -> Result<R, Vec<Refused>>,
) -> Result<List<R>, Fault> {
    let csv = csv.strip_prefix('\u{feff}').unwrap_or(csv);
    let mut reader = cells::reader(csv);
    let headings = reader.headers().map_err(|_| Fault::field("csv", T::LACKS))?.clone();
    let columns = Columns::<T>::understood(&headings, mapping)?;
    let mut list = List {
        columns: columns.shown(),
        headings: columns.headings().to_vec(),
        fields: T::TABLE.iter().map(|t| t.1.to_owned()).collect(),
        lacks: columns.lacks(),
        good: Vec::new(),
        bad: Vec::new(),
        bad_rows: 0,
    };
    if list.lacks.is_some() {
        return Ok(list);
    }
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(list),
            // Text is UTF-8 already and rows may have any length, so nothing else can be wrong.
            Err(_) => return Err(Fault::field("csv", T::LACKS)),
        }
        if record.iter().all(cells::is_empty) {
            continue;
        }
        if list.rows() >= MOST as u64 {
            let mut door = Door::default();
            door.refuse_with("csv", "field-list-rows", &[("max", MOST.to_string())]);
            door.close()?;
        }
        let line = record.position().map_or(0, |at| line(csv, at));
        let cells = Cells { columns: &columns, record: &record };
        match cells.fit().and_then(|()| row(&cells, line)) {
            Ok(row) => list.good.push(row),
            Err(why) => {
                list.bad_rows += 1;
                let room = LISTED - list.bad.len();
                list.bad.extend(why.into_iter().take(room).map(|(column, why)| Bad { line, column, why }));
            }
        }
    }
}

/// The line on which a row begins, as a person counts them: the reader counts from behind the row before.
fn line(text: &str, at: &csv::Position) -> u64 {
    let before = text.bytes().skip(usize::try_from(at.byte()).unwrap_or(0)).take_while(|b| matches!(b, b'\n' | b'\r'));
    at.line() + before.filter(|b| *b == b'\n').count() as u64
}

impl<T: Target> Cells<'_, T> {
    /// Whether no cell lies beyond the headings.
    fn fit(&self) -> Result<(), Vec<Refused>> {
        let beyond = self.columns.len()..self.record.len().max(self.columns.len());
        if beyond.into_iter().any(|at| !self.record[at].is_empty()) {
            return Err(vec![(String::new(), Fault::field("row", "field-list-cells"))]);
        }
        Ok(())
    }

    /// What the column says, unless it says nothing.
    pub(super) fn cell(&self, target: T) -> Option<&str> {
        self.columns.at(target).and_then(|at| self.record.get(at)).filter(|cell| !cells::is_empty(cell))
    }

    /// The refused fields, each once, with the headings of their columns.
    pub(super) fn by_column(&self, faults: Vec<Fault>) -> Vec<Refused> {
        let mut refused: Vec<FieldFault> = Vec::new();
        for field in faults.into_iter().flat_map(|f| f.fields) {
            if refused.iter().all(|f| f.field != field.field) {
                refused.push(field);
            }
        }
        if refused.is_empty() {
            return vec![(String::new(), Fault::new("arguments"))];
        }
        let each = refused.into_iter().map(|field| {
            let heading = self.heading(field.field.split('.').next().unwrap_or_default());
            (heading, Fault { fields: vec![field], ..Fault::new("fields") })
        });
        each.collect()
    }

    /// The refusal of a row that is in the list before, on that line.
    pub(super) fn again(&self, field: &str, first: u64) -> Vec<Refused> {
        let mut door = Door::default();
        door.refuse_with(field, "field-list-again", &[("line", first.to_string())]);
        self.by_column(door.close().err().into_iter().collect())
    }

    /// The heading of the column that a field came from: the one that was filled; where none was, the first.
    pub(super) fn heading(&self, field: &str) -> String {
        let targets = T::of_field(field);
        let filled = targets.iter().find(|t| self.cell(**t).is_some());
        let at = filled.or(targets.iter().find(|t| self.columns.at(**t).is_some())).and_then(|t| self.columns.at(*t));
        at.map(|at| self.columns.heading(at)).unwrap_or_default()
    }
}
