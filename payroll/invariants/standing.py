"""What is paid or due of a debt in the ledger, however often the bank sent it back: for questions in SQL."""


def paid_or_due(key: str) -> str:
    """SQL for the pounds of the newest payment of a debt, or what is owed of it where it came back.

    `key` is SQL for the debt's source key. Null where there never was a payment.
    """
    return f"""(
        with recursive made (id, state, amount) as (
            select id, state, amount from ledger_payment where source_key = {key}
            union all
            select again.id, again.state, again.amount
            from made
            join ledger_paymentreturn back on back.payment_id = made.id
            join ledger_payment again on again.id = back.again_id
        )
        select sum(case when made.state <> 'returned' then made.amount
            when back.state = 'paid_again' then 0 else back.owed end)
        from made left join ledger_paymentreturn back on back.payment_id = made.id
    )"""  # noqa: S608 - written here, by the portal's own code
