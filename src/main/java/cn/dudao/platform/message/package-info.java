/**
 * Telling people something: an inbox in the database, and mail and SMS out of an outbox that is
 * written in the same transaction. Who the recipients are and where they can be reached is for
 * {@link cn.dudao.platform.message.Addresses} to say.
 */
@NullMarked
package cn.dudao.platform.message;

import org.jspecify.annotations.NullMarked;
