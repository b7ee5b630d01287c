//! Functions: built-ins, definitions and calls.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Bound, Env, Evaluation, Lent, refuse};
use crate::ast::{Definition, Kind, Node};
use crate::builtins::{Absent, Arguments, Builtin, Run};
use crate::error::EvalError;
use crate::function::{DefinedFunction, Function};
use crate::session::Session;
use crate::types::{Type, coerce};
use crate::value::Value;
use crate::warning::{Failure, WarningKind};

impl Evaluation<'_> {
    /// Calls a built-in by its own name.
    pub(super) fn call<'e>(
        &mut self,
        function: &'static Builtin,
        nodes: &'e [Node],
        at: u32,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let mut values = Vec::with_capacity(nodes.len());
        for node in nodes {
            let value = match function.absent {
                Absent::IsNull => self.lent_or_absent(node, env)?,
                Absent::Warns => self.lent(node, env)?,
            };
            values.push(value);
        }
        let result = run(function, &values, self.session);
        self.settle(result, at)
    }

    /// Makes a function of a definition, with copies of what its body reads.
    pub(super) fn define<'e>(
        &mut self,
        definition: &'e Definition,
        own_name: Option<&str>,
        at: u32,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let Some(body) = &definition.body else {
            let kind = WarningKind::BadArgument {
                operation: "function",
                expected: "a body that is not external",
            };
            return self.settle(Err(kind.into()), at);
        };
        let mut captured = BTreeMap::new();
        for name in &definition.reads {
            self.session.meter.grow(1 + name.len())?;
            if let Some(value) = self.taken(name, env)? {
                captured.insert(name.clone(), value);
            }
        }
        let function = Function::Defined(DefinedFunction {
            parameters: Arc::clone(&definition.parameters),
            body: Arc::clone(body),
            source: Arc::clone(self.source),
            captured,
            own_name: own_name.map(str::to_owned),
        });
        Ok(Cow::Owned(Value::Function(Arc::new(function))))
    }

    /// Calls what an expression yields, with arguments by position or by name.
    pub(super) fn invoke<'e>(
        &mut self,
        function: &'e Node,
        nodes: &'e [Node],
        names: &'e [String],
        at: u32,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let called = self.lent(function, env)?;
        let function = match called.as_ref() {
            Value::Function(function) => Arc::clone(function),
            sealed @ Value::Opaque(_) => return self.settle(Err(refuse("()", sealed)), at),
            other => {
                let kind = WarningKind::NotAFunction(other.type_name());
                return self.settle(Err(kind.into()), at);
            }
        };
        let mut values = Vec::with_capacity(nodes.len());
        for node in nodes {
            values.push(self.value(node, env)?);
        }
        let result = by_name(&function, values, names)
            .and_then(|values| apply(&function, values, self.session));
        self.settle(result, at)
    }

    /// Whether a value is of a type.
    pub(super) fn instance_of<'e>(
        &mut self,
        value: &'e Node,
        kind: &Type,
        at: u32,
        env: Env<'e>,
    ) -> Result<Lent<'e>, EvalError> {
        let value = match &value.kind {
            Kind::Name(_) | Kind::Path { .. } => self.lent(value, env)?,
            _ => self.lent(value, env)?,
        };
        if let sealed @ Value::Opaque(_) = value.as_ref() {
            return self.settle(Err(refuse("instance of", sealed)), at);
        }
        let holds = kind.holds(&value) && (!value.is_null() || *kind == Type::Null);
        Ok(Cow::Owned(Value::Boolean(holds)))
    }
}

fn run(
    function: &'static Builtin,
    values: &[Cow<'_, Value>],
    session: &mut Session,
) -> Result<Value, Failure> {
    let arguments = Arguments {
        function: function.name,
        values,
    };
    match function.run {
        Run::Plain(run) => run(&arguments, &mut session.meter),
        Run::Calling(run) => run(&arguments, session),
    }
}

/// The arguments in the order of the parameters.
fn by_name(
    function: &Function,
    values: Vec<Value>,
    names: &[String],
) -> Result<Vec<Value>, Failure> {
    if names.is_empty() {
        return Ok(values);
    }
    let bad = || Failure::Null(WarningKind::BadCall(label(function)));
    let mut named: BTreeMap<&str, Value> = names.iter().map(String::as_str).zip(values).collect();
    let mut ordered = Vec::new();
    let mut place = |name: &str| named.remove(name).map(|value| ordered.push(value));
    match function {
        Function::Builtin(builtin) => {
            let places = builtin.0.places(names).ok_or_else(bad)?;
            for name in places {
                let value = name.and_then(|name| named.remove(name));
                ordered.push(value.unwrap_or(Value::Null));
            }
        }
        Function::Defined(defined) => {
            for parameter in defined.parameters.iter() {
                place(&parameter.name).ok_or_else(bad)?;
            }
        }
        Function::Supplied(supplied) => {
            for parameter in supplied.parameters() {
                place(parameter).ok_or_else(bad)?;
            }
        }
    }
    if named.is_empty() {
        Ok(ordered)
    } else {
        Err(bad())
    }
}

fn label(function: &Function) -> String {
    function.name().unwrap_or("function").to_owned()
}

/// The value of `function` for `arguments`, in their order.
pub(crate) fn apply(
    function: &Arc<Function>,
    arguments: Vec<Value>,
    session: &mut Session,
) -> Result<Value, Failure> {
    let fits = match function.as_ref() {
        Function::Builtin(builtin) => builtin.0.takes(arguments.len()),
        other => other.arity() == Some(arguments.len()),
    };
    if !fits {
        return Err(WarningKind::BadCall(label(function)).into());
    }
    session.meter.spend(1)?;
    session.meter.enter()?;
    let value = match function.as_ref() {
        Function::Builtin(builtin) => {
            let values: Vec<_> = arguments.into_iter().map(Cow::Owned).collect();
            run(builtin.0, &values, session)?
        }
        Function::Defined(defined) => enter(function, defined, arguments, session)?,
        Function::Supplied(supplied) => supplied.call(arguments, session)?,
    };
    session.meter.leave();
    Ok(value)
}

fn enter(
    function: &Arc<Function>,
    defined: &DefinedFunction,
    arguments: Vec<Value>,
    session: &mut Session,
) -> Result<Value, Failure> {
    let mut bound = Vec::with_capacity(arguments.len());
    for (parameter, value) in defined.parameters.iter().zip(arguments) {
        let fitted =
            coerce(value, &parameter.kind).ok_or_else(|| WarningKind::BadCall(label(function)))?;
        bound.push((parameter.name.as_str(), fitted));
    }
    let itself = Value::Function(Arc::clone(function));
    let env = Env::new(&defined.captured);
    let own = env.frame(Bound::One(
        defined.own_name.as_deref().unwrap_or(""),
        &itself,
    ));
    let env = env.inside(&own);
    let frame = env.frame(Bound::Entries(&bound));
    let mut evaluation = Evaluation::new(session, &defined.source);
    Ok(evaluation.value(&defined.body, env.inside(&frame))?)
}
