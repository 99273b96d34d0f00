/**
 * DynamoDB: tables, items, conditional writes and transactions.
 * {@link dev.pilotlight.twin.service.dynamodb.DynamoDbService} is the entry; behind it stand the value model
 * ({@code Attribute}), a small parser and evaluator of the expression language ({@code Condition}, {@code Update}) and
 * the tables. Every operation is atomic, because the twin serves one request at a time.
 */
@NullMarked
package dev.pilotlight.twin.service.dynamodb;

import org.jspecify.annotations.NullMarked;
