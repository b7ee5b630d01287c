//! FEEL phrases that evaluation itself uses, so that a boxed `for` or a `sum` means what it means in an expression.

use crate::Names;
use crate::dmn::link::Literal;
use crate::dmn::logic::Text;
use crate::position::Position;

/// The names of the variables that the phrases read.
pub(super) const OVER: &str = "_over";
pub(super) const BODY: &str = "_body";
pub(super) const LEFT: &str = "_left";
pub(super) const RIGHT: &str = "_right";
pub(super) const FUNCTION: &str = "_function";

/// The phrases, parsed.
#[derive(Debug)]
pub(crate) struct Phrases {
    pub(super) each: Literal,
    pub(super) filter: Literal,
    pub(super) some: Literal,
    pub(super) every: Literal,
    pub(super) sum: Literal,
    pub(super) count: Literal,
    pub(super) least: Literal,
    pub(super) greatest: Literal,
    pub(super) equal: Literal,
}

impl Phrases {
    pub(crate) fn new() -> Self {
        Self {
            each: phrase("for _item in _over return _body(_item, partial)"),
            filter: phrase("_over[_body(item) = true]"),
            some: phrase("some _item in _over satisfies _body(_item)"),
            every: phrase("every _item in _over satisfies _body(_item)"),
            sum: phrase("sum(_over)"),
            count: phrase("count(_over)"),
            least: phrase("min(_over)"),
            greatest: phrase("max(_over)"),
            equal: phrase("_left = _right"),
        }
    }
}

fn phrase(source: &str) -> Literal {
    let text = Text {
        source: source.to_owned(),
        at: Position::START,
    };
    Literal::parse(&text, &Names::new().with([OVER, BODY, LEFT, RIGHT]))
}

/// The phrase that calls a function with arguments for the named parameters; the value of the one with the number `n` is
/// the variable [`argument`]`(n)`.
pub(crate) fn call(parameters: &[String], at: Position) -> Literal {
    let arguments: Vec<String> = parameters
        .iter()
        .enumerate()
        .map(|(number, name)| format!("{name}: {}", argument(number)))
        .collect();
    let text = Text {
        source: format!("{FUNCTION}({})", arguments.join(", ")),
        at,
    };
    let names = parameters.iter().map(String::as_str);
    Literal::parse(&text, &Names::new().with(names.chain([FUNCTION])))
}

/// The variable of an argument.
pub(super) fn argument(number: usize) -> String {
    format!("_argument{number}")
}
