models-title = Models
models-add = More models
models-addSay = Ollama or LM Studio on this computer, OpenAI, Anthropic, OpenRouter and others with a key of your own.
models-addButton = Add
models-here = On this computer
models-looking = Looking for servers
models-noneFound = No server of models was found
models-nFound = { $n ->
    [one] { $n } server found
   *[other] { $n } servers found
}
models-take = Connect { $name }
models-vendors = With a key of yours
models-own = On your own computers
models-other = Another server
models-address = Address
models-addressPlaceholder = https://api.example.com/v1
models-addressSay = Usually ends in /v1. A server in your own network may begin with http://, but gets no key then.
models-dialect = Speaks like
models-dialects-openai = OpenAI (most servers)
models-dialects-anthropic = Anthropic
models-key = Your key for { $owner }
models-keyIfAny = Key, if it wants one
models-keyNone = Empty if it wants none
models-connected = { $name } is connected
models-goes = What you write to its models goes to { $host }.
models-goesOpen = What you write to its models goes to { $host } without encryption: whoever is in that network can read it.
models-answered = Ready. It answered last: { $at }.
models-keySession = Its key stays in memory until you quit.
models-keyGone = Its key is not there any more. Enter it again.
models-locked = The keychain does not answer, so this server is asked without its key. Unlock it, then check again.
models-of = Models of { $name }
models-search = Find a model
models-all = Tick all
models-noneOfThem = Tick none
models-none = It has no models yet. Add one there, then check again.
models-noHit = No model is called “{ $words }”.
models-moreHits = { $n ->
    [one] { $n } more. Write more of the name.
   *[other] { $n } more. Write more of the name.
    }
models-can-images = Sees pictures
models-can-noImages = Sees no pictures
models-can-tools = Calls tools
models-can-noTools = Calls no tools
models-can-thinking = Thinks first
models-remove = Remove
models-removeTitle = Remove “{ $name }”?
models-removeSay = { $hasKey ->
    [yes] Its models leave the list of who can be asked, and its key leaves the keychain unless something else uses it. What was said with them stays.
   *[no] Its models leave the list of who can be asked. What was said with them stays.
    }
models-staysHere = What you write stays on this computer.
models-staysAt = { $host }. What you write stays on this computer.
models-chosenAll = { $n ->
    [one] { $n } model
   *[other] { $n } models
    }
models-chosenSome = { $all ->
    [one] { $n } of { $all } model
   *[other] { $n } of { $all } models
    }
models-can-holds = Holds { $tokens } tokens
models-outcomes-no_key = A key is needed
    .say = { $name } answers nobody without one.
models-outcomes-wrong_key = This key is not right
    .say = { $name } does not take it. Copy the whole key and paste it again.
models-outcomes-no_permission = This key may not do that
    .say = { $name } knows the key, but it may not list models. Make a new one, or allow it.
models-outcomes-offline = Nobody answers there
    .say = { $name } could not be reached. See that it runs and that the address is right, then try again.
models-outcomes-rate_limited = Too many requests just now
    .say = { $name } asks to wait a moment.
models-outcomes-quota = The account has nothing left
    .say = { $name } takes the key, but its money or quota is used up.
models-outcomes-no_keychain = No keychain here
    .say = This computer has no keychain that is open. The key can stay in memory until you quit.
