//! Files that are broken or made to hurt: each is refused for its own reason, at once.

use std::time::{Duration, Instant};

use bpmn::{Limits, Position, ReadError};

use crate::support::file;

/// Far above what an unoptimised build on a busy machine needs, far below what work that grows with the
/// square of the input takes.
const PATIENCE: Duration = Duration::from_secs(30);

const HEAD: &str =
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='p'>";
const TAIL: &str = "</process></definitions>";

fn wrap(content: &str) -> String {
    format!("{HEAD}{content}{TAIL}")
}

fn refuse(bytes: &[u8]) -> ReadError {
    let start = Instant::now();
    let error = bpmn::parse(bytes, &Limits::V1).unwrap_err();
    assert!(start.elapsed() < PATIENCE, "took too long: {error}");
    assert!(
        error.to_string().len() < 1_000,
        "a message is short whatever the file holds"
    );
    assert!(error.position().line >= 1 && error.position().column >= 1);
    error
}

#[test]
fn each_refusal_has_its_code() {
    let bomb = "<!DOCTYPE b [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><definitions>&b;</definitions>";
    let outside = "<?xml version='1.0'?><!DOCTYPE d SYSTEM 'file:///etc/passwd'><definitions/>";
    let rows: Vec<(Vec<u8>, &str, &str)> = vec![
        (b"".to_vec(), "bpmn.not_xml", "empty"),
        (b"\x00\xff\x9c binary".to_vec(), "bpmn.not_xml", "not text"),
        (
            b"{\"json\": true}".to_vec(),
            "bpmn.not_xml",
            "another format",
        ),
        (b"PK\x03\x04".to_vec(), "bpmn.not_xml", "an archive"),
        (
            b"\xff\xfe<".to_vec(),
            "bpmn.not_xml",
            "half a unit of UTF-16",
        ),
        (b"<a><b></a>".to_vec(), "bpmn.not_xml", "tags that cross"),
        (
            b"<a b='1' b='2'/>".to_vec(),
            "bpmn.not_xml",
            "an attribute twice",
        ),
        (
            b"<a>&nope;</a>".to_vec(),
            "bpmn.not_xml",
            "an entity nobody declared",
        ),
        (b"<html/>".to_vec(), "bpmn.not_bpmn", "another document"),
        (b"<definitions/>".to_vec(), "bpmn.not_bpmn", "no namespace"),
        (
            b"<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'/>".to_vec(),
            "bpmn.not_bpmn",
            "a decision model",
        ),
        (
            b"<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>".to_vec(),
            "bpmn.no_process",
            "nothing to run",
        ),
        (bomb.into(), "bpmn.entities", "entity bomb"),
        (outside.into(), "bpmn.entities", "a file from elsewhere"),
        (
            wrap("<!DOCTYPE x>").into(),
            "bpmn.entities",
            "a document type in the middle",
        ),
        (vec![b' '; 50 << 20], "bpmn.too_large", "50 MiB"),
        (
            wrap(&"<subProcess>".repeat(70)).into(),
            "bpmn.too_deep",
            "beyond the depth, not even closed",
        ),
        (
            wrap(&"<a>".repeat(300_000)).into(),
            "bpmn.too_deep",
            "a megabyte of opening tags",
        ),
        (
            wrap(&"<a/>".repeat(20_000)).into(),
            "bpmn.too_many_nodes",
            "masses of elements",
        ),
        (
            wrap(&many_attributes(150_000)).into(),
            "bpmn.too_many_attributes",
            "quadratic in the parser",
        ),
        (
            wrap(&many_namespaces(1_100)).into(),
            "bpmn.too_many_attributes",
            "masses of namespaces",
        ),
        (
            wrap(&format!("<task id='{}'/>", "x".repeat(900_000))).into(),
            "bpmn.id_too_long",
            "an id as long as the file",
        ),
        (
            wrap(&format!("<{}", "x".repeat(900_000))).into(),
            "bpmn.not_xml",
            "a name without an end",
        ),
    ];
    for (bytes, code, why) in rows {
        assert_eq!(refuse(&bytes).code(), code, "{why}");
    }
}

fn many_attributes(count: usize) -> String {
    let attributes: String = (0..count)
        .map(|n| format!(" {n:x}=''").replacen(' ', " a", 1))
        .collect();
    let mut text = format!("<task{attributes}/>");
    text.truncate(1_000_000);
    text
}

fn many_namespaces(count: usize) -> String {
    (0..count)
        .map(|n| format!("<t xmlns:n{n}='u{n}'/>"))
        .collect()
}

#[test]
fn depth_hidden_in_comments_and_quotes_does_not_count() {
    let text = wrap(&format!(
        "<!-- {} --><task id='t' name='{}'/><documentation><![CDATA[{}]]></documentation>",
        "<a>".repeat(100),
        "&lt;a>".repeat(100),
        "<a>".repeat(100)
    ));
    bpmn::parse(text.as_bytes(), &Limits::V1).unwrap();
}

#[test]
fn the_limits_themselves_are_still_read() {
    let deep = wrap(&format!("{}{}", "<a>".repeat(62), "</a>".repeat(62)));
    bpmn::parse(deep.as_bytes(), &Limits::V1).unwrap();
    let many = wrap(&"<a/>".repeat(19_998));
    bpmn::parse(many.as_bytes(), &Limits::V1).unwrap();
    let mut large = wrap("");
    large.push_str(&" ".repeat(Limits::V1.bytes - large.len()));
    bpmn::parse(large.as_bytes(), &Limits::V1).unwrap();
    large.push(' ');
    assert_eq!(refuse(large.as_bytes()).code(), "bpmn.too_large");
}

#[test]
fn positions_point_at_the_fault() {
    let broken = "<a>\n  <b>\n  </c>\n</a>";
    assert_eq!(refuse(broken.as_bytes()).position().line, 3);
    let bomb = "<?xml version='1.0'?>\n <!DOCTYPE x>";
    assert_eq!(
        refuse(bomb.as_bytes()).position(),
        Position { line: 2, column: 2 }
    );
    let cut = "<a>\n<b>\n";
    assert_eq!(
        refuse(cut.as_bytes()).position().line,
        3,
        "the end of a truncated file"
    );
    let byte = b"<a>\n\n x\xff</a>";
    assert_eq!(refuse(byte).position(), Position { line: 3, column: 3 });
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let text = file("<startEvent id='s' name='é'/><!-- c --><endEvent id='e'/>");
    for length in 0..text.len() {
        let bytes = &text.as_bytes()[..length];
        assert_eq!(refuse(bytes).code(), "bpmn.not_xml", "cut at {length}");
    }
}

#[test]
fn the_largest_graphs_are_linted_in_time() {
    let mut chain = String::from("<startEvent id='n0'/>");
    let mut ring = chain.clone();
    let mut fan = chain.clone();
    for n in 1..9_000 {
        let before = n - 1;
        chain.push_str(&format!(
            "<serviceTask id='n{n}'/><sequenceFlow id='f{n}' sourceRef='n{before}' targetRef='n{n}'/>"
        ));
        ring.push_str(&format!(
            "<parallelGateway id='n{n}'/><sequenceFlow id='f{n}' sourceRef='n{before}' targetRef='n{n}'/>"
        ));
        fan.push_str(&format!(
            "<userTask id='n{n}'/><sequenceFlow id='f{n}' sourceRef='n0' targetRef='n{n}'/>"
        ));
    }
    ring.push_str("<sequenceFlow id='f' sourceRef='n8999' targetRef='n1'/>");
    for content in [chain, ring, fan] {
        let text = format!("{HEAD}{content}{TAIL}");
        let start = Instant::now();
        let document = bpmn::parse(text.as_bytes(), &Limits::V1).unwrap();
        let findings = bpmn::lint(&document);
        assert!(!findings.is_empty());
        assert!(start.elapsed() < PATIENCE, "lint is linear in the graph");
    }
}
