//! BPMN 2.0 XML to a process graph with source positions.
