/**
 * CloudWatch: metrics and metric alarms, each Region for itself.
 * {@link dev.pilotlight.twin.service.cloudwatch.CloudWatchService} is the entry; behind it stand the data
 * ({@code MetricStore}), the alarms ({@code AlarmBook}) and the rule by which an alarm is judged
 * ({@code AlarmEvaluation}). Whoever composes a twin has them judged again and again.
 */
@NullMarked
package dev.pilotlight.twin.service.cloudwatch;

import org.jspecify.annotations.NullMarked;
