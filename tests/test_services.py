"""The test services themselves: what they hand out works, and costs little."""

import psycopg

from tests.services import Broker, MailCatcher, Postgres


def test_each_test_may_have_a_database_like_a_template(postgres: Postgres) -> None:
    template = postgres.create()
    with psycopg.connect(host=str(postgres.socket_folder), user="festival", dbname=template) as connection:
        connection.execute("CREATE TABLE film (title text)")
    copy = postgres.create(template)

    with psycopg.connect(host=str(postgres.socket_folder), user="festival", dbname=copy) as connection:
        assert connection.execute("SELECT count(*) FROM film").fetchone() == (0,)

    postgres.drop(copy)
    postgres.drop(template)


def test_the_broker_answers(broker: Broker) -> None:
    assert broker.embedded.is_ready()


def test_a_mail_catcher_starts_empty(mail_catcher: MailCatcher) -> None:
    assert mail_catcher.letters_to("amal@example.org") == []
