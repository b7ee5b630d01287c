//! Nothing that is read panics, whatever it is.

use bpmn::{Limits, graph};
use proptest::prelude::*;

use crate::support::file;

/// Pieces from which files are made that are nearly BPMN.
const PIECES: &[&str] = &[
    "<startEvent id='a'>",
    "</startEvent>",
    "<endEvent id='b'/>",
    "<userTask id='c'/>",
    "<subProcess id='d'>",
    "</subProcess>",
    "<exclusiveGateway id='e' default='f'/>",
    "<parallelGateway id='g'/>",
    "<boundaryEvent id='h' attachedToRef='c'/>",
    "<subProcess id='m' triggeredByEvent='true'><startEvent id='n'><errorEventDefinition errorRef='x'/></startEvent></subProcess>",
    "<boundaryEvent id='o' attachedToRef='d'><timerEventDefinition><timeCycle>R/PT</timeCycle></timerEventDefinition></boundaryEvent>",
    "<boundaryEvent id='q' attachedToRef='d'><escalationEventDefinition/></boundaryEvent>",
    "<inclusiveGateway id='r'/>",
    "<eventBasedGateway id='s'/>",
    "<receiveTask id='t' messageRef='x'><multiInstanceLoopCharacteristics><completionCondition>=(</completionCondition></multiInstanceLoopCharacteristics></receiveTask>",
    "<endEvent id='u'><errorEventDefinition/><terminateEventDefinition/></endEvent>",
    "<intermediateThrowEvent id='v'><linkEventDefinition/></intermediateThrowEvent>",
    "<sequenceFlow id='w' sourceRef='d' targetRef='r'/>",
    "<sequenceFlow id='x' sourceRef='r' targetRef='g'/>",
    "<sequenceFlow id='y' sourceRef='g' targetRef='r'/>",
    "<sequenceFlow id='z' sourceRef='r' targetRef='b'/>",
    "<sequenceFlow id='f' sourceRef='a' targetRef='e'/>",
    "<sequenceFlow id='i' sourceRef='e' targetRef='g'><conditionExpression>=x ></conditionExpression></sequenceFlow>",
    "<sequenceFlow id='j' sourceRef='g' targetRef='e'/>",
    "<sequenceFlow id='k' sourceRef='c' targetRef='c'/>",
    "<sequenceFlow id='l'/>",
    "<sequenceFlow/>",
    "<task/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!DOCTYPE",
    "'",
    "\"",
    ">",
    "<",
    "&",
    "&#x10FFFF;",
    "\u{e9}",
    "\n",
    "xmlns:q=''",
    "<extensionElements>",
    "</extensionElements>",
    "<zeebe:ioMapping>",
    "</zeebe:ioMapping>",
    "<zeebe:input source='=' target=''/>",
    "<zeebe:taskDefinition retries='-1'/>",
];

fn use_everything(bytes: &[u8]) {
    let Ok(document) = bpmn::parse(bytes, &Limits::V1) else {
        return;
    };
    for finding in bpmn::lint(&document) {
        assert!(!finding.message.is_empty() && !finding.help.is_empty());
    }
    for process in &document.processes {
        let all = process.nodes.keys().cloned().collect();
        for id in process.nodes.keys() {
            let reached = graph::reachable_from(process, id);
            assert!(reached.contains(id));
            for to in process.nodes.keys() {
                let free = graph::paths_avoid(process, id, to, &std::collections::BTreeSet::new());
                assert_eq!(free, reached.contains(to));
            }
            graph::dominators(process, id, id, &all);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        use_everything(&bytes);
    }

    #[test]
    fn any_pieces(indices in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let content: String = indices.iter().map(|index| PIECES[*index]).collect();
        use_everything(content.as_bytes());
        use_everything(file(&content).as_bytes());
    }

    #[test]
    fn a_byte_changed(at in 0usize..10_000, byte in any::<u8>()) {
        let mut bytes = file(&PIECES[2..8].concat()).into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        use_everything(&bytes);
    }
}
