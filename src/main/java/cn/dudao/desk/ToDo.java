package cn.dudao.desk;

/**
 * 待办: one thing that waits for this person.
 *
 * @param title what it is
 * @param figure how much of it, with its unit
 * @param detail what to do, or until when
 * @param url where it is done, "" if there is no page for it
 * @param tone how urgent: act, soon, now or plain, see layout/label
 */
public record ToDo(String title, String figure, String detail, String url, String tone) {}
