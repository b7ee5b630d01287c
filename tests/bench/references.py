"""SpiffWorkflow on a diagram of the bench: instances a second, each begun, its user tasks completed, and run to its end.

Usage: references.py DIAGRAM PROCESS memory|sqlite FOLDER SECONDS. With `sqlite` the instance is serialised and committed after
each step (`journal_mode=WAL`, `synchronous=FULL`), as an engine does that must not lose a step; nothing is signed.
"""

import os
import sqlite3
import sys
import time

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

AMOUNT = {"amount": 120.5}


class Nowhere:
    """In memory: a step is done when it is done."""

    def save(self, instance, workflow):
        pass


class Database:
    """A row an instance, written after each step."""

    def __init__(self, folder):
        self.serializer = BpmnWorkflowSerializer()
        self.connection = sqlite3.connect(os.path.join(folder, "spiffworkflow.db"), isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.execute("CREATE TABLE IF NOT EXISTS instance(id INTEGER PRIMARY KEY, state TEXT)")
        (self.first,) = self.connection.execute("SELECT coalesce(max(id), 0) + 1 FROM instance").fetchone()

    def save(self, instance, workflow):
        row = (self.first + instance, self.serializer.serialize_json(workflow))
        self.connection.execute("INSERT OR REPLACE INTO instance VALUES(?, ?)", row)


def run(spec, instance, store):
    workflow = BpmnWorkflow(spec)
    workflow.do_engine_steps()
    store.save(instance, workflow)
    for task in workflow.get_tasks(state=TaskState.READY, manual=True):
        task.data.update(AMOUNT)
        task.run()
        workflow.do_engine_steps()
        store.save(instance, workflow)
    if not workflow.is_completed():
        raise SystemExit("the instance did not end")


def main():
    diagram, process, where, folder, seconds = sys.argv[1:]
    parser = BpmnParser()
    parser.add_bpmn_file(diagram)
    spec = parser.get_spec(process)
    store = Database(folder) if where == "sqlite" else Nowhere()
    count, began = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - began) < float(seconds):
        run(spec, count, store)
        count += 1
    print(count / elapsed)


main()
