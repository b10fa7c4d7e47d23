package cn.dudao.platform.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way through one channel, without the address.
 *
 * @param id the key; the Message-ID of the mail has it
 * @param messageId the message
 * @param channel the way
 * @param state how far it got
 * @param attempts how often it was tried
 * @param nextAttemptAt when it is tried next, while it waits
 * @param lastError why the last attempt failed, in Chinese and without personal data, or null
 * @param queuedAt when the message was sent
 * @param endedAt when it was delivered or given up, null while it waits
 */
public record Delivery(
    UUID id,
    UUID messageId,
    Channel channel,
    DeliveryState state,
    int attempts,
    Instant nextAttemptAt,
    @Nullable String lastError,
    Instant queuedAt,
    @Nullable Instant endedAt) {}
