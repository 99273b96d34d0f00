package dev.pilotlight.twin.states.language;

/** Which parts of data flow an object of the definition has. */
enum FlowShape {
    /** A state whose work gives a result: Task, Parallel, Map. */
    WORK,
    /** Pass, whose result stands in the definition. */
    PASS,
    /** A state that hands on its input: Choice, Wait, Succeed, Fail. */
    PLAIN,
    /** A catcher, whose result is the error. */
    CATCHER
}
