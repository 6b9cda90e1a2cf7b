"""Words that are nouns and yet say nothing about a case."""

from __future__ import annotations

_GENERIC = """
aanbod aandacht aanleiding aanpak aantal aanvraag achtergrond achterstand acties activiteit advies adviseur afspraak
alternatief ambtenaar angst antwoord baantje baas band banden bang bankje basis bedoeling bedrag beeld begeleider
begeleiding begin behandeling behoefte belang beleid beleidsmedewerker beleidsplan bereik bericht besteden besteed
betrokkene beweging bewoner bezoeker bijdrage bijeenkomst boek brief bron burger buurman centen cijfer club clubje
clubs coalitie collega commissie concreet contact cursus dag deel deelname deelnemer deur dialoog dienst dilemma
ding directeur doel doelgroep domein duur economie effect eind einde ellende enquête ervaring euro evaluatie
experiment fout functie gebied gebruik gedachte gedrag geheel gehucht geld gemeenschap gemeente gemeenteraad
gemiddeld gemotiveerde gesprek gevolg gezicht grens groep hand hangplek helft hulp idee indicatie indruk informatie
initiatief inwoner inzet inzinking jaar kamer kamers kans keer kennis keuze koffie kosten kracht kwaliteit land
langsgaan leuks leven lijn locatie maand maatregel man manier medewerker meegedacht meerderheid mening mens methode
middel minuut misgaan misgaat mogelijkheid moment naam netwerk nieuws nooit nummer onderdeel ondersteuning onderwerp
onderzoek onderzoeker ontwerp ontwerpen ontwikkeling oordeel oorzaak opdracht oplossing opzet organisatie overheid
overleg overnemen panel papier papiertje partij partner periode persoon pilot plaats plan platform plek ploeg
praatje praktijk prijs probleem proces proef professional programma project projectleider provincie puber punt raad
rapport reactie reden regel regie regio rekenkamer resultaat richting rijden risico rol ronde ruimte samenleving
samenwerking samenwerkingsverband schaal schatting seizoen situatie slag sleutel soort spul spullen stad stap start
stichting stuk succes supermarkt taak team terugval tevreden tijd toekomst training traject uitdagen uitkomst uitleg
uitvoering uur vader verandering verantwoordelijkheid vergeetachtig verhaal verschil verslag vertrouwen verwachting
visie voorbeeld voorbereiding voordeel voorwaarde voorzitter vorm vraag vriend vrienden vrij vrijkomen vrouw week
weg wens wereld werk werkwijze wet wethouder wijk wijze winkel woord zaak zaal zicht zin zomer zomers zoon
zichzelf druk moeite procent miljoen kilometer jaarlang januari februari maart
april juni juli augustus september oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag
zondag post gebouw oog tel merk conclusie bestuur besturen digitaal
"""
GENERIC = frozenset(_GENERIC.split())
