# Les politiques sur le code, et leurs tests.

## Constats.

fact-held = décidé par
fact-policy = politique
of-blocks = { $kind ->
    [provider] { $count ->
        [one] une configuration de provider
       *[other] { $count } configurations de provider
    }
    [module] { $count ->
        [one] un appel de module
       *[other] { $count } appels de module
    }
   *[resource] { $count ->
        [one] une ressource
       *[other] { $count } ressources
    }
}
undetermined-code = { $title } : indéterminé pour { $of }

settle-code-not-written = écrire « { $name } », juger le plan (--plan), ou faire dire à la politique ce que vaut son absence : core::try(attrs.{ $name }, …)
settle-code-plan = juger le plan, qui peut avoir la valeur : --plan FICHIER
settle-arguments = faire dire à la politique de quels genres elle parle : filter = asset.kind != "state"
settle-nature-of-provider = décrire le provider dans un catalogue à soi (docs/catalogue.fr.md), ou dire par [[bind]] quelle offre est à son hôte
settle-code-version = fixer une seule version ; pour un provider, .terraform.lock.hcl dans le dépôt la dit aussi

## Tests.

fact-mock = simulacre
verdict-violation = une violation
verdict-undetermined = indéterminé
verdict-compliant = la conformité
verdict-not-applicable = sans objet
test-passed = réussi
test-failed = échoué
test-broken = erreur
test-skipped = non jugé
test-verdict = est attendu : { $expected } ; le verdict est : { $actual }
test-no-policy = aucune politique ne le regarde
test-conclusion = { $policy } : { $verdict }
test-summary = Tests  { $passed ->
    [one] { $passed } réussi
   *[other] { $passed } réussis
} · { $failed ->
    [one] { $failed } échoué
   *[other] { $failed } échoués
} · { $skipped ->
    [one] { $skipped } non jugé
   *[other] { $skipped } non jugés
}, dans { $files ->
    [one] un fichier
   *[other] { $files } fichiers
}{ $wrong ->
    [0] {""}
    [one] , dont un en erreur
   *[other] , dont { $wrong } en erreur
}

## Ce qu’une politique a de fautif.

wrong-none-known = aucun
wrong-block = il n’y a pas de bloc `{ $name }` ici ; connus : { $known }
wrong-argument = il n’y a pas d’argument `{ $name }` dans { $block } ; connus : { $known }
wrong-missing = il manque à { $block } l’argument `{ $name }`
wrong-conflict = `{ $one }` et `{ $other }` ne peuvent pas être écrits ensemble
wrong-labels = le bloc { $block } attend { $expected } étiquettes
wrong-no-enforcement = une politique demande au moins un bloc `enforce`
wrong-selector = aucun actif n’est un `{ $name }` ; connus : { $known }
wrong-of-kind = aucun `{ $kind }` n’a `{ $name }`
wrong-on-code-only = { $name }() est pour resource_policy, provider_policy et module_policy
wrong-choice = `{ $name }` doit être l’un de : { $known }
wrong-wording = `{ $name }` doit être un texte, ou un objet {"{"} fr = "…", en = "…" {"}"}
wrong-list = `{ $name }` doit être une liste de textes
wrong-id-twice = l’id `{ $name }` est déjà celui d’une autre politique
wrong-twice = `{ $name }` est déclaré deux fois
wrong-id = l’id `{ $name }` doit être fait de capitales, de chiffres et de traits d’union
wrong-basis = aucun texte de droit n’a la clé `{ $name }`
wrong-policy = aucune politique n’a l’id `{ $name }`
wrong-reference = `{ $name }` n’est pas connu ici ; connus : { $known }
wrong-reference-in = `{ $name }` n’est pas connu ici ; connus, dans { $start } : { $known }
wrong-operations = `operations` doit être une liste de create, update et delete, avec l’un d’eux au moins
wrong-prior-attributes = prior_attrs n’est là que si `operations` écarte create
wrong-type-near = aucun type de ressource connu ne correspond à `{ $name }` ; peut-être : `{ $nearest }`
wrong-type = aucun type de ressource connu ne correspond à `{ $name }` : { $provider } n’en a pas de tel
wrong-no-input = aucune politique ne déclare l’entrée `{ $name }` ; connues : { $known }
wrong-target = aucun fichier de politiques ne s’appelle `{ $name }` ici
wrong-nothing-tested = rien n’est testé ici : aucune politique ne regarde ce que ce fichier donne
wrong-expectation = `expect` doit être l’un de compliant, violation, undetermined, not-applicable
wrong-object = `{ $name }` doit être un objet
wrong-no-attributes = il faut à une ressource `attrs`, ou `prior_attrs` si elle est détruite
wrong-day = `today` doit être un jour, comme "2026-11-24"
wrong-not-mocked = le simulacre ne dit pas ce qu’est `{ $name }` ; écrire core::unknown() pour ce qui n’est pas connu
wrong-prefix = les fonctions s’appellent avec le préfixe core::, comme core::{ $name }()
wrong-input-without-value = l’entrée `{ $name }` n’a ni valeur ni défaut
wrong-input = l’entrée `{ $name }` : { $problem }
wrong-input-no-value = ce n’est pas une valeur du langage
wrong-bool = `{ $name }` doit être vrai ou faux
