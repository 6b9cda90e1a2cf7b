"""The commands. No logic: each says what it needs and how the answer is told.

A command imports what it needs when it runs, so that `parade --help` comes at once.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NoReturn

import click

from parade.model import problems as told
from parade.model.problems import ParadeError, RecordErrors
from parade.model.today import today as clock

if TYPE_CHECKING:
    from parade.model.record import Collection, Record
    from parade.search.search import Hit

EXAMPLES = click.option(
    "--examples", type=click.Path(path_type=Path), default="examples", show_default=True, help="De map met de records."
)
OUT = click.option(
    "--out", type=click.Path(path_type=Path), default="site", show_default=True, help="De map voor de site."
)
FORMATS = ("json", "csv", "xlsx", "sqlite", "jsonld", "dcat", "postgres")
DATABASE = ("postgresql://", "postgres://")
MOST_TROUBLE = 10  # problems that stand over a page
NOTHING_FITS = "Er is geen ander voorbeeld dat hier goed bij past."
JSON = click.option("--json", "as_json", is_flag=True, help="Antwoord als JSON.")


class Misused(click.UsageError):
    """A call that asks for nothing that exists; its message is Dutch."""


class Commands(click.Group):
    """The commands; an unknown one is told with the one most like it."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; raises `Misused` when there is none."""
        if cmd_name not in self.commands:
            suggestion = told.did_you_mean(cmd_name, self.commands)
            raise Misused(f'Het commando "{cmd_name}" bestaat niet. {suggestion}'.strip(), ctx)
        return super().get_command(ctx, cmd_name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(version("parade"), prog_name="parade", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Parade: praktijkvoorbeelden controleren, doorzoeken en tonen."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAP")
def init(folder: Path) -> None:
    """Begin een nieuwe verzameling in MAP: leeg op één voorbeeld na, en meteen te bouwen."""
    from parade.intake.start import start

    start(folder)
    click.echo(f'De verzameling staat in "{folder}". Ga erheen met: cd {folder}')
    click.echo("Kijk wat erin staat met: parade serve. Daarna lees je README.md: daar staat hoe je verder gaat.")


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PADEN]...")
@EXAMPLES
@click.option("--json", "form", flag_value="json", help="Antwoord als JSON.")
@click.option("--github", "form", flag_value="github", help="Antwoord als opmerkingen bij een pull request.")
def check(paths: tuple[Path, ...], examples: Path, form: str | None) -> None:
    """Controleer de records. Zonder PADEN: alles in de map met records."""
    from parade.check.paths import check_folder, check_paths, mine

    found = check_paths(paths, examples, clock()) if paths else check_folder(examples, clock())
    if paths or form:
        click.echo(told.FORMATS[form or "tekst"](found))
    else:
        shown = mine(found, examples)
        click.echo(told.as_text(shown, len(found) - len(shown), f"parade check {examples}"))
    sys.exit(told.has_errors(found))


@main.command("build")
@EXAMPLES
@OUT
@click.option("--timings", is_flag=True, help="Vertel ook hoe lang elke stap duurde, en wat nog klaarstond.")
@click.option("--quiet", is_flag=True, help="Vertel alleen wat er misgaat.")
@click.option("--usb", is_flag=True, help="Maak ook een zip om van een USB-stick te lezen.")
@JSON
def build_command(examples: Path, out: Path, timings: bool, quiet: bool, usb: bool, as_json: bool) -> None:
    """Controleer de records en maak de site. Wat hetzelfde bleef, wordt niet opnieuw gemaakt."""
    from parade.keep.steps import Steps
    from parade.site.build import build

    steps = Steps(None if quiet or as_json else _tell_step)
    built = build(examples, out, steps=steps)
    stick = _zip(built.out, examples) if usb else None
    _progress("")
    if as_json:
        answer = {"site": str(built.out), "paginas": built.pages, "problemen": json.loads(told.as_json(built.problems))}
        click.echo(json.dumps({**answer, "stappen": steps.as_dicts()}, ensure_ascii=False, indent=2))
        return
    if timings:
        click.echo(steps.as_text())
    if quiet:
        return
    click.echo(told.as_text(built.problems))
    click.echo(f"De site staat klaar: {built.pages} pagina's. Open {(built.out / 'index.html').resolve()}")
    if stick:
        click.echo(f"Voor een USB-stick: {stick}. Pak het daarop uit; in LEES-MIJ.txt staat wat werkt.")


@main.command()
@click.option("--port", type=int, default=8000, show_default=True, help="De poort op deze computer.")
@EXAMPLES
@OUT
def serve(port: int, examples: Path, out: Path) -> None:
    """Maak de site, toon haar op deze computer en ververs haar bij elke wijziging."""
    from parade.site.build import build, watched
    from parade.site.serve import HOST, Server
    from parade.site.serve import serve as serve_site

    server = Server(out, port)

    def rebuild() -> bool:
        try:
            build(examples, out)
        except ParadeError as error:
            _tell(error)
            server.trouble = _as_trouble(error)
            return False
        server.trouble = ""
        click.echo("De site is bijgewerkt.")
        return True

    build(examples, out)
    server.version = int(time.time())  # higher than before the program began anew: browsers reload
    click.echo(f"Bekijk de site op http://{HOST}:{server.server_port}/ . Stop met Ctrl+C.")
    serve_site(server, rebuild, watched(examples))


@main.command("print")
@click.argument("id", metavar="BIJEENKOMST")
@click.option(
    "--out", type=click.Path(path_type=Path), default="papier", show_default=True, help="De map voor het papier."
)
@EXAMPLES
@JSON
def print_command(id: str, out: Path, examples: Path, as_json: bool) -> None:
    """Maak het papier voor de dag: programma, tafelkaarten, borden met QR, kaartjes en een lijst."""
    from parade.index.index import Index
    from parade.pages import day
    from parade.pages.overview import Site
    from parade.recommend.likeness import neighbours
    from parade.search.search import Search
    from parade.site import paper

    collection = _read(examples)
    found = collection.find("bijeenkomsten", id)
    if found is None:
        ids = collection.ids("bijeenkomsten")
        suggestion = told.did_you_mean(id, ids)
        raise ParadeError(
            f'Er is geen bijeenkomst "{id}". {suggestion}Geef de naam van een bestand in bijeenkomsten, zonder .yml.'
        )
    site, index = Site(collection, {}), Index(collection)
    page = paper.write_page(day.day(site, found, Search(index, neighbours(index))), id, out)
    program = paper.browser()
    pdf = paper.print_page(page, program) if program else None
    if as_json:
        click.echo(json.dumps([path.as_posix() for path in (page, pdf) if path], ensure_ascii=False, indent=2))
    else:
        click.echo(f"Het papier staat in {page}. Open het in een browser en druk het af.")
        click.echo(f"Als PDF: {pdf}" if pdf else paper.NO_PDF)
    if not day.has_address(site):
        click.echo(
            "Er staan geen QR-codes op: in parade.yml staat geen adres. Zet het daar bij adres, en doe dit opnieuw.",
            err=True,
        )


@main.command()
@click.argument("question", metavar="VRAAG")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Hoeveel voorbeelden.")
@click.option("--engine", metavar="ADRES", help="Zoek in een database die parade export vulde: postgresql://…")
@EXAMPLES
@JSON
@click.pass_context
def search(
    context: click.Context, question: str, limit: int, engine: str | None, examples: Path, as_json: bool
) -> None:
    """Zoek de voorbeelden die bij een VRAAG passen; een hele zin mag."""
    from parade.answers import as_told

    if engine is None:
        hits = _ask(question, limit, examples)
    elif engine.startswith(DATABASE):
        hits = _ask_database(question, limit, engine)
    else:
        raise Misused("--engine is het adres van een database: postgresql://naam@server/database.", context)
    found = [
        {
            **as_told(hit.record, hit.score, hit.redenen),
            "past": hit.past,
            "fragmenten": [{**asdict(each), "woorden": list(each.woorden)} for each in hit.fragmenten],
        }
        for hit in hits
    ]
    _echo(found, as_json, "Niets gevonden. Probeer het met andere woorden.")


@main.command()
@click.argument("id", required=False, metavar="[ID|BESTAND]")
@click.option("--all", "everything", is_flag=True, help="Voor elk voorbeeld, alleen de ids.")
@click.option("--limit", type=click.IntRange(1, 20), default=5, show_default=True, help="Hoeveel voorbeelden.")
@EXAMPLES
@JSON
def similar(id: str | None, everything: bool, limit: int, examples: Path, as_json: bool) -> None:
    """Toon welke voorbeelden bij een voorbeeld (ID) of bij een concept (BESTAND) passen, en waarom."""
    from parade.answers import as_told, recommended

    if id and not everything and _is_file(id):
        from parade.recommend.score import similar as look_alikes

        looks = look_alikes(_read(examples), _draft(Path(id)), limit)
        answer = [{"soort": soort, **as_told(each.record, round(each.score, 3), each.redenen)} for soort, each in looks]
        _echo(answer, as_json, NOTHING_FITS)
        return
    found, moved, problems = recommended(_existing(examples), limit)
    _warn(problems)
    if everything:
        ids = {id: [each["id"] for each in row] for id, row in found.items()}
        click.echo(json.dumps(ids, ensure_ascii=False, indent=2))
        return
    id = moved.get(id or "", id)
    if id not in found:
        suggestion = told.did_you_mean(id or "", found)
        raise ParadeError(
            f'Er is geen voorbeeld "{id or ""}". {suggestion}Geef de naam van een bestand in voorbeelden, zonder .yml.'
        )
    _echo(found[id], as_json, NOTHING_FITS)


@main.command()
@click.argument("kind", default="voorbeelden", metavar="[SOORT]")
@click.option(
    "--out", type=click.Path(path_type=Path), default="concepten", show_default=True, help="De map voor het concept."
)
@EXAMPLES
def new(kind: str, out: Path, examples: Path) -> None:
    """Maak een record door vragen te beantwoorden. SOORT is bijvoorbeeld voorbeelden of voornemens."""
    from parade.intake import new as asked

    collection = _read(examples)
    kinds = collection.settings.kinds
    if kind not in kinds:
        suggestion = told.did_you_mean(kind, kinds)
        raise ParadeError(f'De soort "{kind}" bestaat niet. {suggestion}Kies uit: {", ".join(kinds)}.')
    kept = out / f".bezig-{kinds[kind].label}.json"

    def ask(text: str) -> str:
        return str(click.prompt(text, default="", show_default=False))

    try:
        data = asked.interview(kinds[kind], collection, kept, ask, click.echo)
    except (asked.Stopped, click.Abort):
        click.echo(f"\nJe antwoorden staan in {kept}. Ga verder met: parade new {kind}")
        return
    path, said = asked.finish(kinds[kind], data, collection, out, clock())
    kept.unlink(missing_ok=True)
    click.echo(
        "\n".join(["", *said, f"Het record staat in {path}. Lees het na en verplaats het naar {examples / kind}."])
    )


@main.command("import")
@click.argument("path", type=click.Path(path_type=Path), metavar="BESTAND|MAP|-")
@click.option("--kind", metavar="SOORT", help="Wat het zijn, zoals voorbeelden of voornemens. Zonder: dat blijkt.")
@click.option(
    "--out", type=click.Path(path_type=Path), default="concepten", show_default=True, help="De map voor de concepten."
)
@click.option("--dry-run", is_flag=True, help="Schrijf niets; vertel alleen wat er zou gebeuren.")
@EXAMPLES
@JSON
def import_command(path: Path, kind: str | None, out: Path, dry_run: bool, examples: Path, as_json: bool) -> None:
    """Maak concepten van wat is ingestuurd: een rekenblad, Word-bestand, mail of issue, of een map daarmee.

    Met - in plaats van een bestand plak je de tekst zelf, zoals van gescande codes; sluit af met Ctrl + D.

    Wat parade export schreef (json, sqlite of een map met csv), komt heel terug.
    """
    if str(path) != "-":
        _import(path, kind, out, dry_run, examples, as_json)
    with TemporaryDirectory(prefix="parade-") as folder:
        pasted = Path(folder) / "geplakte-tekst.txt"
        pasted.write_bytes(sys.stdin.buffer.read())
        _import(pasted, kind, out, dry_run, examples, as_json)


def _agreed(question: str) -> bool:
    """Whether the answer is ja; click's own `confirm` takes English letters only. Anything else is nee."""
    answer = click.prompt(f"{question} [j/n]", default="n", show_default=False, prompt_suffix=" ")
    return answer.strip().lower() in {"j", "ja", "y", "yes"}


def _import(path: Path, kind: str | None, out: Path, dry_run: bool, examples: Path, as_json: bool) -> NoReturn:
    from parade.data.take_back import is_export
    from parade.intake import take, tell

    if is_export(path):
        _take_back(path, out, dry_run, as_json)
        sys.exit(0)
    collection = _read(examples)
    kinds = collection.settings.kinds
    if kind and kind not in kinds:
        suggestion = told.did_you_mean(kind, kinds)
        raise ParadeError(f'De soort "{kind}" bestaat niet. {suggestion}Kies uit: {", ".join(kinds)}.')
    taken = take.Intake(collection, out, clock()).take(path, kinds[kind] if kind else None, _progress)
    _progress("")
    if not as_json:
        click.echo("\n".join(filter(None, [tell.headings(taken), tell.troubles(taken)])))
    sure = not taken.sent.headings.unsure
    if not sure and not dry_run:
        sure = sys.stdin.isatty() and not as_json and _agreed("Zijn de koppen goed gelezen?")
        take.keep_headings(taken)
    made = take.save(taken, out) if sure and not dry_run else []
    if as_json:
        click.echo(json.dumps(tell.as_json(taken, made), ensure_ascii=False, indent=2))
    else:
        click.echo(tell.next_step(taken, made, sure, dry_run))
    sys.exit(not (sure or dry_run) or any(each.level is told.Level.FOUT for each in taken.troubles))


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Schrijf niets; zeg welke formulieren niet meer kloppen.")
def forms(only_check: bool) -> None:
    """Maak alle formulieren opnieuw: schema's, lege bestanden, formulieren van de codehost, uitleg van de velden."""
    from parade.intake import forms as made
    from parade.model.settings import Settings
    from parade.read.settings import read_settings

    root = Path()
    settings = Settings(read_settings(root, {})[0])
    if only_check:
        made.check(root, settings)
        click.echo("Alle formulieren kloppen.")
        return
    changed = made.write(root, settings)
    click.echo("\n".join([*changed, f"{len(changed)} gewijzigd."]))


@main.command()
@click.option("--format", "name", required=True, metavar="VORM", help=f"De vorm: {', '.join(FORMATS)}.")
@click.option(
    "--out",
    metavar="MAP|ADRES",
    default="export",
    show_default=True,
    help="De map voor de bestanden; bij postgres ook het adres van een database: postgresql://…",
)
@EXAMPLES
@JSON
@click.pass_context
def export(context: click.Context, name: str, out: str, examples: Path, as_json: bool) -> None:
    """Schrijf de records als open data, om elders te gebruiken of om mee te verhuizen."""
    from parade.data.export import export as write

    if name not in FORMATS:
        suggestion = told.did_you_mean(name, FORMATS)
        raise Misused(f'De vorm "{name}" bestaat niet. {suggestion}Kies uit: {", ".join(FORMATS)}.', context)
    if out.startswith(DATABASE):
        if name != "postgres":
            raise Misused(f"Een database is er voor de vorm postgres. Geef bij {name} een map.", context)
        _fill_database(examples, out, as_json)
        return
    paths = [path.as_posix() for path in write(_read(examples), name, Path(out))]
    click.echo(json.dumps(paths, ensure_ascii=False, indent=2) if as_json else "\n".join(paths))


@main.command()
@click.option("--base", metavar="REV", help="Het antwoord op een voorstel: wat er anders is dan in REV.")
@click.option("--voornemens", is_flag=True, help="Wat nog openstaat: wie je wat kunt vragen, met een mail.")
@click.option("--today", metavar="DATUM", type=click.DateTime(["%Y-%m-%d"]), help="De dag waarop je het vraagt.")
@click.option("--bronnen", is_flag=True, help="Welke bronnen weg zijn; vraagt andere sites om antwoord.")
@click.option("--leemten", is_flag=True, help="Wat voorbeelden nog niet vertellen, met een mail per organisatie.")
@click.option("--geschiedenis", metavar="ID", help="Wat er aan een record veranderde, en wanneer; uit git.")
@EXAMPLES
@click.pass_context
def report(
    context: click.Context,
    base: str | None,
    voornemens: bool,
    today: datetime | None,
    bronnen: bool,
    leemten: bool,
    geschiedenis: str | None,
    examples: Path,
) -> None:
    """Maak een overzicht voor wie de voorbeelden beheert, als Markdown."""
    if sum([base is not None, voornemens, bronnen, leemten, geschiedenis is not None]) != 1:
        choices = "--base REV, --voornemens, --bronnen, --leemten of --geschiedenis ID"
        raise Misused(f"Kies één overzicht: {choices}.", context)
    if geschiedenis is not None:
        click.echo(_history(geschiedenis, examples))
        return
    if base is not None:
        click.echo(_proposal(base, examples))
    elif bronnen:
        click.echo(_sources(examples))
    elif leemten:
        from parade.pages.gaps_report import missing

        click.echo(missing(_read(examples)))
    else:
        from parade.pages.open_voornemens import intentions

        click.echo(intentions(_read(examples), today.date() if today else clock()))


def _ask(question: str, limit: int, examples: Path) -> list[Hit]:
    from parade.answers import searcher

    made, problems = searcher(_existing(examples))
    _warn(problems)
    return made.ask(question, limit)


def _ask_database(question: str, limit: int, where: str) -> list[Hit]:
    from parade.search.database import DatabaseSearch, connect, told_wrong

    with told_wrong(where), connect(where) as connection:
        return DatabaseSearch(connection).ask(question, limit)


def _fill_database(examples: Path, where: str, as_json: bool) -> None:
    from parade.data.postgres import Contents, export
    from parade.search.database import reach

    reach(where)
    change = asdict(export(Contents(_read(examples)), where))
    if as_json:
        click.echo(json.dumps(change))
    else:
        click.echo("{records} records in de database: {written} geschreven, {gone} weggehaald.".format(**change))


def _zip(out: Path, examples: Path) -> Path:
    from parade.model.settings import Settings
    from parade.read.settings import read_settings
    from parade.site.usb import write_zip

    return write_zip(out, Settings(read_settings(examples.resolve().parent, {})[0]))


def _history(id: str, examples: Path) -> str:
    from parade.data.history import as_text, history

    collection = _read(examples)
    records = [record for name in collection.settings.kinds for record in collection[name]]
    found = next((record for record in records if id in {record.id, *record.get("was", [])}), None)
    if found is None:
        suggestion = told.did_you_mean(id, [record.id for record in records])
        raise ParadeError(f'Het record "{id}" bestaat niet. {suggestion}Geef de naam van het bestand, zonder .yml.')
    return as_text(found, history(examples.resolve().parent / found.path, found.kind))


def _proposal(base: str, examples: Path) -> str:
    from parade.check.checks import check as check_collection
    from parade.index.index import Index
    from parade.pages.proposal import changes, proposal
    from parade.read.existing import existing
    from parade.read.records import read_folder
    from parade.recommend.score import Recommender

    found = changes(base, existing(examples))
    collection, problems = read_folder(examples)
    problems = sorted([*problems, *check_collection(collection, clock())])
    return proposal(found, collection, problems, Recommender(Index(collection)))


def _sources(examples: Path) -> str:
    from parade.check.sources import Polite, asked, exceptions, sources
    from parade.pages.sources import report as sources_report

    collection, root, today = _read(examples), examples.resolve().parent, clock()
    found, excepted = sources(collection), exceptions(root)
    addresses = [url for url in found if url not in excepted]
    answers = asked(addresses, root / "build/bronnen.json", today, Polite(today))
    return sources_report(found, answers, excepted, collection, today)


def _take_back(path: Path, out: Path, dry_run: bool, as_json: bool) -> None:
    from parade.data.take_back import save, take_back

    texts, wrong = take_back(path)
    if wrong:
        click.echo(told.as_text(wrong), err=True)
        raise ParadeError("Er is niets geschreven. Los de fouten op in de verzameling waar het bestand vandaan komt.")
    paths = list(texts) if dry_run else [target.as_posix() for target in save(texts, out)]
    click.echo(json.dumps(paths, ensure_ascii=False, indent=2) if as_json else "\n".join(paths))


def _is_file(id: str) -> bool:
    return id.endswith((".yml", ".yaml")) or "/" in id or Path(id).is_file()


def _draft(path: Path) -> Record:
    """The voorbeeld in a file, whatever is wrong with the rest of it."""
    from parade.model.fields import VOORBEELD
    from parade.read.records import read_record_file

    if not path.is_file():
        raise ParadeError(f'"{path}" bestaat niet, of is geen bestand. Controleer het pad.')
    records, problems = read_record_file(path, VOORBEELD, path.as_posix())
    for problem in problems:
        click.echo(problem, err=True)
    if not records:
        raise ParadeError(f'In "{path}" is geen voorbeeld te lezen. Los de fouten op en probeer het opnieuw.')
    return records[0]


def _read(examples: Path) -> Collection:
    from parade.read.records import read_folder

    collection, found = read_folder(_existing(examples))
    _warn(found)
    return collection


def _existing(examples: Path) -> Path:
    from parade.read.existing import existing

    return existing(examples)


def _warn(problems: Iterable[object]) -> None:
    for problem in problems:
        click.echo(problem, err=True)


def _echo(found: list[dict[str, Any]], as_json: bool, none: str) -> None:
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for each in found:
        mark = f"{each['soort']}: " if "soort" in each else ""
        click.echo(f"{mark}{each['titel']}  ({each['id']})")
        for tekst in dict.fromkeys(fragment["tekst"] for fragment in each.get("fragmenten", [])):
            click.echo(f'   "{tekst}"')
        for reden in each["redenen"]:
            click.echo(f"   {reden}")
    if not found:
        click.echo(none)


def _tell(error: ParadeError) -> None:
    if isinstance(error, RecordErrors):
        click.echo(told.as_text(error.problems), err=True)
    click.echo(str(error), err=True)


def _as_trouble(error: ParadeError) -> str:
    """What stands over the page while a record is wrong: each fout with its place and its cure."""
    wrong = error.problems if isinstance(error, RecordErrors) else []
    fouten = [str(problem) for problem in wrong if problem.level is told.Level.FOUT]
    return "\n\n".join([*fouten[:MOST_TROUBLE], str(error)])


def _progress(doing: str) -> None:
    """Tell on a terminal what is being done, on one line that is wiped."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{doing}", nl=False, err=True)


def _tell_step(name: str, done: int, total: int, left: float) -> None:
    """Tell how far a build is: on a terminal on one line that is wiped, elsewhere each step on a line of its own."""
    if sys.stderr.isatty():
        bar = f" [{'#' * (20 * done // total):<20}] nog {left:.0f} s" if done else ""
        _progress(f"{name}{bar}")
    elif not done:
        click.echo(name, err=True)


def _failed(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    return f"Dit lukte niet: {told.why(error)}{where}. Controleer de map, je rechten en de ruimte op de schijf."


def _usage(error: click.UsageError) -> str:
    """What is wrong with the words of a call, in Dutch."""
    match error:
        case Misused():
            what = error.message
        case click.NoSuchOption():
            what = f'De optie "{error.option_name}" bestaat niet.'
        case click.MissingParameter():
            what = f"Er ontbreekt iets: {error.param.make_metavar(error.ctx) if error.param and error.ctx else ''}."
        case click.BadParameter():
            what = f"De waarde bij {error.param.opts[0] if error.param else 'een optie'} klopt niet."
        case _:
            what = "Dit commando klopt niet."
    command = error.ctx.command_path if error.ctx else "parade"
    return f"{what} Bekijk wat kan met: {command} --help"


def run() -> None:
    """The one exit point: 0 done, 1 a problem in what was asked, 2 a call that cannot be understood."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        main(standalone_mode=False)
    except click.UsageError as error:
        click.echo(_usage(error), err=True)
        sys.exit(2)
    except ParadeError as error:
        _tell(error)
        sys.exit(1)
    except BrokenPipeError:
        # Who pipes into `head` has seen enough.
        sys.stderr.close()
        sys.exit(0)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Gestopt.", err=True)
        sys.exit(130)
    except OSError as error:  # a full disk, a folder without rights: what the system says is the message
        if error.errno is None:  # not the system's: a template that is not there is one too, and a fault of ours
            raise
        click.echo(_failed(error), err=True)
        sys.exit(1)
