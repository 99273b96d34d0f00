package dev.pilotlight.twin.service.ec2;

/**
 * A disk of an instance.
 *
 * @param endsWithInstance whether terminating the instance deletes it
 */
record Volume(String id, String instanceId, String device, boolean endsWithInstance) {}
