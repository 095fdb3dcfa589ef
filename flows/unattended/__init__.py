"""Runs that nobody watches: schedules, the server they run on, alerts, artifacts, the daily smoke run."""
