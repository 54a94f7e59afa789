// Forms of first names met in English records: short forms, and spellings of one name from languages with another
// script. Each line is one name; a form may stand in several. Our own list, from common knowledge: platform mapping.
const NAMES = `
abdul abdel abdal abdool
abigail abi abby abbie gail
adam ad
adrian ade
agnes aggie nessie
ahmed ahmad ahmet ahmod
aisha ayesha aysha aishah aeysha
alan al allan allen alun
albert al bert bertie
alexander alex al alec alasdair alistair alastair sandy xander sasha alexandr aleksander
alexandra alex sandra sandy lexi lexie sasha alexa ola aleksandra
alfred alf alfie fred
ali aly alli
alice ali allie elsie alys
alison ali allison
amanda mandy
amelia amy millie mia emilia
amy aimee ami
andrew andy drew andre andrzej andrei
angela angie ange
ann anne anna annie nan hannah ania anya nancy
anthony tony antony anton antoni
antonia toni tonia
archibald archie
arthur art artie
aaron aron ron arron
barbara babs barb basia
barnaby barney
bartholomew bart
beatrice bea trixie beatrix
benjamin ben benny benji
bernard bernie
bethany beth
bradley brad
bridget biddy bridie brigid
bronwyn bron
cameron cam
carol carole caroline carrie caro carolyn
catherine kate cathy katie kathy kat kit kitty cath katherine kathryn catharine katharine cate kasia katarzyna caitlin
cecilia cissie celia
charles charlie chas chuck charley karl carl
charlotte lottie charlie charley lotte
christine chris chrissie tina christina kirsty krystyna
christopher chris kit topher kris krzysztof
clara claire clare clair
clement clem
constance connie
cornelius con
cynthia cindy
daniel dan danny
danielle dani
darren daz
david dave davie davy dai dawid dafydd
deborah debbie deb debra
dennis den denis denny
derek del derrick
diana di diane dianne
dominic dom dominick
donald don donnie
dorothy dot dottie dolly dora
douglas doug dougie
edith edie
edmund ed ned eddie ted
edward ed eddie ned ted teddy ward
edwin ed eddie
eleanor ellie nell nellie nora ella elinor leonora
elizabeth liz lizzie beth betty bess bessie eliza elsie libby lisa betsy lilibet elisabeth elspeth isobel elzbieta
ellen nell nellie ellie helen
emily em emmy millie emilie
emma em emmy
ernest ernie ern
esther hester essie
eugene gene
evelyn eve evie
fatima fatimah fatema fatma
florence flo florrie flossie
frances fran fanny frankie
francis frank fran frankie
franklin frank
frederick fred freddie freddy rick fredrick frederic
gabriel gabe
gareth gary gaz
gary gaz garry
genevieve eve gen
geoffrey geoff jeff jeffrey
george georgie jerzy
georgina georgie gina georgia
gerald gerry jerry ged
gerard gerry ged
gertrude gertie trudy
gillian gill jill jillian
giles gyles
grace gracie
graham graeme grahame
gregory greg gregor grzegorz
gwendolyn gwen
hannah hanna anna
harold harry hal
harriet hattie harriett
hassan hasan
helen nell lena ellen helena
henry harry hal hank
herbert bert bertie herb
horace horry
howard howie
hubert bert hugh
hugh hughie huw
hussein hussain husain hossain hosain
ian iain
ibrahim ebrahim abraham
irene rene
isaac ike zac
isabel bella izzy isabella isobel isabelle belle isla ysabel
jack jackie john jock
jacob jake jacub jakub
jacqueline jackie jacqui jaqueline
james jim jimmy jamie jem jas
jane janie jenny jan janet jayne
janet jan jane
jasmine jas jaz yasmin yasmine
jason jay jase
jean jeanie jeanne
jennifer jen jenny jenni
jeremy jerry jem jez
jessica jess jessie
joan joanie joanna
joanna jo joanne joan
john jack johnny jon jock jan jean ian johnnie
jonathan jon jonny jonathon nathan johnathan
joseph joe joey jo josef yusuf jozef
josephine jo josie
joshua josh
judith judy jude
julia julie jules
julian jules
katelyn kaitlyn caitlin
kayleigh kaylee kayley
kenneth ken kenny
kevin kev
kimberley kim kimberly
kieran ciaran kieron
lauren loz laurie
laura laurie lori
lawrence larry laurie laurence lorcan
lee leigh
leonard len leo lenny
leslie les lesley
lewis lew louis
lillian lily lil lilian
lindsay lindsey linsey
louis lou lewis louie
louise lou luisa
lucy lucinda lu lucie
luke lucas luca lukasz
lydia liddy
lynn lyn lynne linda lynda
madeleine maddie madeline maddy madelyn
malcolm mal
malgorzata gosia margaret
margaret maggie meg peggy madge rita daisy marge mags greta margot margery
maria marie mary mia
marian marion
marjorie marge madge margery
mark marc marcus markus marek
martha mattie patty
martin marty martyn marcin
mary molly polly may mamie marie maria moll
mason mase
matilda tilly mattie maud
matthew matt mat mathew matty mateusz
maurice mo morris
maximilian max maxim
maxwell max
megan meg meghan
melanie mel
melissa mel missy
michael mike mick micky mickey mikey michal micheal mickael
michelle shelley chelle mich
mildred millie
millicent millie
mitchell mitch
miriam mim maryam mariam maria
mohammed mohammad muhammad mohamed muhammed mohamad mohd md mo mohamud mahomed muhamed
monica mon
moses moshe musa
mustafa mustapha
natalie nat nathalie natalia
natasha tasha nat
nathan nat nate
nathaniel nat nate nathan
nicholas nick nicky nicolas nico
nicola nicky nikki nic nicole
nigel nige
noah noa nuh
norman norm
oliver ollie oli olly
olivia liv livvy
omar umar omer
oscar ossie
oswald ossie oz
pamela pam
patricia pat patsy tricia trish paddy
patrick pat paddy rick padraig
paul pablo pawel paulo
penelope penny
percival percy
peter pete piotr pierre
philip phil pip phillip
philippa pip pippa phillipa
phoebe phebe
piotr peter pete
priscilla cilla
rachel rach rachael
raymond ray
rebecca becky becca bex rebekah
reginald reg reggie rex
rhiannon rhi
richard rick dick rich richie ricky dickie
robert bob rob bobby robbie bert robin rab
roberta bobbie
robin rob
roderick rod roddy rory
rodney rod
roger rog
roland rollo rowland
ronald ron ronnie
rosemary rose rosie
rose rosie rosa
rosalind ros roz
rosina rose
rowan rohan
rupert rupe
russell russ
ruth ruthie
samantha sam sammy
samuel sam sammy
sandra sandy sandie
sarah sally sara sadie
sean shaun shawn shane
sebastian seb bas
sharon shaz
sheila shelagh
shirley shirl
sidney sid sydney
siobhan shevaun chevonne
simon si
sophia sophie sofia zofia sophy
stanley stan
stefan stephen steffan
stephanie steph stef
stephen steve stevie steven stephan szczepan
stuart stu stewart
susan sue susie suzie suzanne susanna susannah sukey
sylvia syl sylvie silvia
tamara tammy
tanya tania
terence terry tel terrence
teresa terry tess tessa theresa
theodore theo ted teddy
thomas tom tommy thom tomasz tam
timothy tim timmy
tobias toby
tracy tracey trace
ursula ursa
valerie val
vanessa nessa
veronica ronnie vera
victor vic
victoria vicky tori vicki viki
vincent vince vinny
violet vi
virginia ginny ginger
vivian viv vivien vivienne
walter wally walt wat
wilfred wilf wilfrid fred
wilhelmina mina minnie
william will bill billy willie liam wm wilhelm willy
winifred winnie freda
winston win
yasmin yasmine jasmine
yusuf yousef youssef yousuf joseph
yvonne evonne
zachary zac zach zak zachariah zack
zoe zoey
`

const groupsOf = new Map<string, number[]>()
for (const [group, line] of NAMES.trim().split('\n').entries()) {
  for (const name of line.split(' ')) groupsOf.set(name, [...(groupsOf.get(name) ?? []), group + 1])
}

/** The name families that a folded first name may belong to, as numbers from 1; empty for a name not in the list. */
export const nameFamilies = (name: string): readonly number[] => groupsOf.get(name) ?? []

/** Whether two folded first names can be forms of one name: "bob" and "robert". */
export const sameNameFamily = (a: string, b: string): boolean =>
  nameFamilies(a).some(group => nameFamilies(b).includes(group))
