#+ title: The lists as corrected by a day
#+ question: What did each list say once everything that its publisher had done to it by a day is applied?
#+ summary: |
#+   A SPARQL update that turns a copy of the graph into a view of it; run it on a copy, never on the
#+   sources. A list that was withdrawn or removed whole has no listings. A listing that was removed,
#+   withdrawn, or corrected without another place, is in the part no longer; one that was corrected
#+   to another place lists that place instead. An event counts only if its whole date lies on or
#+   before the day, so that "2017-04" does not count on 15 April, and a listing that was asserted
#+   anew after it stands. Events from a weak source do not count, and disputes change nothing.
#+   The number of entries that a coverage statement gives follows, so that a list that was known
#+   whole still is. No absence is stated.
#+ params:
#+   - name: after
#+     type: date
#+     example: "2017-05-01"
#+     description: The day after the day by which the list is read as corrected.
PREFIX pg: <https://w3id.org/policygraph/ontology/>
PREFIX event: <https://w3id.org/policygraph/vocabulary/event-kind/>
PREFIX conf: <https://w3id.org/policygraph/vocabulary/confidence/>
PREFIX view: <https://w3id.org/policygraph/view/>

# 1. Remember how many entries each coverage statement with a number speaks of.
INSERT { ?coverage view:counted ?entries }
WHERE {
  { SELECT ?coverage (COUNT(DISTINCT ?entry) AS ?entries) WHERE {
    ?coverage pg:coversPart ?part ;
      pg:statedCount ?stated .
    OPTIONAL { ?coverage pg:coversScope ?scope }
    OPTIONAL {
      ?entry pg:isListedIn ?part ;
        pg:listsJurisdiction ?named .
      OPTIONAL { ?named pg:isWithin ?around }
      FILTER(!BOUND(?scope) || ?scope = ?named || ?scope = ?around)
    }
  } GROUP BY ?coverage }
} ;

# 2. Choose the events that count: of each listing the last one that is surely not after the day.
INSERT { ?listing view:changedBy ?claim }
WHERE {
  ?claim pg:aboutListing ?listing ;
    pg:hasEventKind ?kind ;
    pg:occurredOn ?occurred ;
    pg:hasConfidence ?confidence .
  FILTER(?kind IN (event:corrected, event:withdrawn, event:removed))
  FILTER(?confidence NOT IN (conf:inferred, conf:weak-source))
  FILTER(STR(?occurred) < SUBSTR(STR(?_after), 1, STRLEN(STR(?occurred))))
  FILTER NOT EXISTS {
    ?later pg:aboutListing ?listing ;
      pg:hasEventKind ?kindOfLater ;
      pg:occurredOn ?occurredLater ;
      pg:hasConfidence ?confidenceOfLater .
    FILTER(?kindOfLater IN (event:asserted, event:corrected, event:withdrawn, event:removed))
    FILTER(?confidenceOfLater NOT IN (conf:inferred, conf:weak-source))
    FILTER(STR(?occurredLater) < SUBSTR(STR(?_after), 1, STRLEN(STR(?occurredLater))))
    FILTER(STR(?occurredLater) > STR(?occurred))
  }
} ;

# 3. Give a corrected listing to the place that was meant.
DELETE { ?listing pg:listsJurisdiction ?before ; pg:mayListJurisdiction ?perhaps }
INSERT { ?listing pg:listsJurisdiction ?place }
WHERE {
  ?listing view:changedBy ?claim .
  ?claim pg:hasEventKind event:corrected ;
    pg:attributesTo ?place .
  OPTIONAL { ?listing pg:listsJurisdiction ?before }
  OPTIONAL { ?listing pg:mayListJurisdiction ?perhaps }
} ;

# 4. Take the others out of their part.
DELETE { ?listing pg:isListedIn ?part }
WHERE {
  ?listing view:changedBy ?claim ;
    pg:isListedIn ?part .
  ?claim pg:hasEventKind ?kind .
  FILTER(?kind != event:corrected || NOT EXISTS { ?claim pg:attributesTo ?place })
} ;

# 5. Empty the parts that were withdrawn whole, unless they were asserted anew.
DELETE { ?listing pg:isListedIn ?part }
WHERE {
  ?listing pg:isListedIn ?part .
  ?claim pg:aboutListingsIn ?part ;
    pg:hasEventKind ?kind ;
    pg:occurredOn ?occurred ;
    pg:hasConfidence ?confidence .
  FILTER(?kind IN (event:withdrawn, event:removed))
  FILTER(?confidence NOT IN (conf:inferred, conf:weak-source))
  FILTER(STR(?occurred) < SUBSTR(STR(?_after), 1, STRLEN(STR(?occurred))))
  FILTER NOT EXISTS {
    ?later pg:aboutListingsIn ?part ;
      pg:hasEventKind event:asserted ;
      pg:occurredOn ?occurredLater .
    FILTER(STR(?occurredLater) < SUBSTR(STR(?_after), 1, STRLEN(STR(?occurredLater))))
    FILTER(STR(?occurredLater) > STR(?occurred))
  }
} ;

# 6. Let the stated numbers follow, by as much as the entries that are known.
DELETE { ?coverage pg:statedCount ?stated }
INSERT { ?coverage pg:statedCount ?followed }
WHERE {
  ?coverage view:counted ?before ;
    pg:statedCount ?stated .
  { SELECT ?coverage (COUNT(DISTINCT ?entry) AS ?entries) WHERE {
    ?coverage pg:coversPart ?part ;
      pg:statedCount ?number .
    OPTIONAL { ?coverage pg:coversScope ?scope }
    OPTIONAL {
      ?entry pg:isListedIn ?part ;
        pg:listsJurisdiction ?named .
      OPTIONAL { ?named pg:isWithin ?around }
      FILTER(!BOUND(?scope) || ?scope = ?named || ?scope = ?around)
    }
  } GROUP BY ?coverage }
  BIND(?stated - ?before + ?entries AS ?followed)
  FILTER(?followed != ?stated)
} ;

# 7. Leave no marks.
DELETE WHERE { ?coverage view:counted ?before } ;
DELETE WHERE { ?listing view:changedBy ?claim }
