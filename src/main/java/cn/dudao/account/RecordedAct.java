package cn.dudao.account;

import java.time.Instant;
import java.util.List;

/**
 * One line of the record of acts, in words.
 *
 * @param id the number of the entry
 * @param at when
 * @param actor who
 * @param verb which act
 * @param subject on what
 * @param reason why, "" if no reason was given
 * @param article under which article, "" for none
 * @param details what is stored with it, in lines
 */
public record RecordedAct(
    long id,
    Instant at,
    String actor,
    String verb,
    String subject,
    String reason,
    String article,
    List<String> details) {}
