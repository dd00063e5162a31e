"""A payroll officer's whole period, worked in a browser by its exceptions alone, and the pages counted.

    .venv/bin/python -m tests.journeys.officers_period --clients 872

seeds a demo in which the officer's provider has 240 employers, starts what production has (gunicorn, worker,
PostgreSQL, Valkey, HMRC's stand-in) in a folder of its own, and lets Chromium do what an officer does. The
employers approve the timesheets that wait for them before it begins. All the rest is done on pages: the
officer has the pay worked out and deals with what needs somebody; the manager writes down what employers say
on the telephone about the sheets that the officer entered, and approves.
"""
