package dev.pilotlight.cli.demo;

/** What fails in the demo. */
enum Disaster {
    /** The application, and the services of the primary Region that it uses; alarms and events there go on. */
    APPLICATION,
    /** The primary Region altogether, with the alarm that would have announced it. */
    REGION
}
