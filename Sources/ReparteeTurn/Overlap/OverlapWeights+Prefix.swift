/// Written by Training/overlap/train.py; not to be edited.
extension OverlapWeights {
  /// The head for the first words of segments: features and their weights in 1/16 of a logit.
  static let prefix = """
    #1 28 #2 9 #5 -8 #8 -12 * -5 *? -4 *_* -3 *_at 8 *_of 2 *_okay 13 *_then 7 *_theyre 9 *_v 3
    *_when 5 *_yeah 2 0 -10 1 -54 ? -29 ^_* -14 ^_a -3 ^_absolutely 1 ^_actually -10 ^_ah 28
    ^_alright 21 ^_an -5 ^_at -5 ^_b 7 ^_but 4 ^_close 10 ^_cool 4 ^_correct 16 ^_cuz 5 ^_did -1
    ^_do -5 ^_eh -10 ^_exactly 15 ^_except -1 ^_features 5 ^_for -12 ^_good 15 ^_got 17 ^_hey -3
    ^_hmm 28 ^_how -3 ^_huh 16 ^_i 13 ^_im 20 ^_interesting 14 ^_is -17 ^_itd 11 ^_its 4 ^_just -12
    ^_mm 23 ^_mmhmm 45 ^_nice 4 ^_no 1 ^_not -14 ^_now 1 ^_oh 25 ^_okay 14 ^_on -6 ^_r -7 ^_really
    -11 ^_right 15 ^_short 7 ^_so 3 ^_sure 11 ^_t 6 ^_that 16 ^_thatd 17 ^_thats 16 ^_the 2 ^_then
    -6 ^_theres -10 ^_they -5 ^_theyre -2 ^_to -15 ^_uhhuh 35 ^_um -16 ^_was -3 ^_web 5 ^_well 17
    ^_were -4 ^_what -10 ^_whats -1 ^_when -6 ^_whole 5 ^_y 11 ^_ye 12 ^_yeah 19 ^_yep 14 ^_yes 30
    ^_you -5 a? -2 a_* -6 a_and 9 a_bad 17 a_very -11 a_yeah 15 absolutely 12 absolutely_so 9
    actually -11 actually_i 16 agree 1 ah 14 ah_oh -8 ah_you 1 all -6 alright 3 also -6 although -7
    an -2 and -35 and_dave 10 and_it 29 and_its 1 and_that 51 another -9 are -5 are_* 5 as -15 at -8
    available 20 available_to 16 b_b 4 bad 25 basically -7 be 6 be_* 17 be_good -14 because -34 big
    1 but -42 but_0 12 but_other 11 by_th 15 by_the 9 can -21 close 23 cool 32 correct 4 cuz -30
    cuz_those 43 d -12 deal 3 did -14 didnt -11 different -7 do -21 does -11 doesnt -6 dont -4
    easier 5 even -12 exactly 11 excellent 39 except_the 12 find 4 fine 31 for -14 from -8 funny 22
    getting 6 good 31 good? -5 got 2 got_it 16 great 42 great_great 10 great_idea 3 great_okay -1
    guess -5 h -7 hard 16 he -27 hear 10 hey -8 high 22 hmm 30 hmm? 11 hmm_* -1 hmm_oh -11 hmm_yeah
    -12 how -4 how? 1 huh 22 i -18 i? -19 i_* -7 i_agree 3 i_dont -18 i_guess -2 i_know 6 i_see 59
    i_thats 2 i_think 3 i_thought 12 i_uh 7 i_understand 19 id -15 if -10 if_its 20 ill -25 im -32
    im_* 11 im_just 4 in -27 interesting 35 interesting_point -2 it -1 it_it -5 it_really 1 it_uh 45
    it_was 5 it_will 3 itd_be 3 itll -15 its -3 its? -5 its_a 21 its_always 5 its_available 21
    its_great 13 its_just 15 its_not 15 its_pretty 11 its_r 14 its_really 19 its_too 2 its_you 35
    ive -30 just -16 just_sort 5 know 6 lets -23 like -19 m_one 11 makes 5 man 16 maybe -29 mean -7
    mean_thats 25 mix 3 mm 30 mm? -3 mm_mm -8 mm_yeah -4 mmhmm 29 mmhmm? -10 mmhmm_and -2 mmhmm_can
    -5 mmhmm_it -1 mmhmm_so -2 mmhmm_thats -27 mmhmm_uh -2 mmhmm_well -1 mmhmm_would -4 mmhmm_yeah
    -23 my -5 neat 25 new 4 next -5 nice 18 no -13 no? -3 no_absolutely 4 no_by 43 no_yeah 4 not -6
    not_* 2 not_a 13 now -18 now_thats 6 of -3 oh 5 oh? 1 oh_good 6 oh_i 6 oh_interesting -6 oh_is
    -1 oh_it -1 oh_its 3 oh_my 16 oh_oh 16 oh_okay 14 oh_on 20 oh_plus 15 oh_really -19 oh_that 6
    oh_thats 5 oh_yeah -2 oh_yes -2 oh_you -15 okay 23 okay? 10 okay_* -9 okay_great -17 okay_okay
    15 okay_so -9 okay_that -10 okay_thats -19 okay_well -3 on -4 one -19 ones 5 ones_sometimes 3 or
    -23 or_to 11 p -14 people -8 point -3 pretty 27 pretty_* 10 pretty_good -7 probably -17 problem
    10 problem_with 5 really 15 right 26 right_* -23 right_but -1 right_i -10 right_it -13 right_its
    -14 right_oh 4 right_right 13 right_so -21 right_that -7 right_thats -11 right_yeah -17
    right_you -5 see_i -7 see_okay -6 see_yeah -5 she -8 short 17 should -14 so -35 so_i 26 so_so 3
    so_thats 23 so_then 8 some -12 something -18 sometimes_were 3 sorry -13 sort_of 2 sounds 16
    still -4 sure 18 th -3 th_what 11 thank -12 thanks -10 that -12 that_i 34 that_sounds 8
    that_would 17 thatd 1 thats 10 thats? -25 thats_* 8 thats_a 18 thats_an 2 thats_good 22
    thats_interesting 7 thats_its -2 thats_okay 1 thats_right -4 thats_what -7 the -20 the_* 3
    the_mix 6 the_speakers 12 the_the 6 them 9 then -14 there -22 theres -15 theres_theres 5 they
    -25 theyre -1 think 1 think_its 14 think_so 9 this -12 this_is 9 those 8 those_ones 20
    those_will 7 thought 4 thought_so 11 to -3 to_hear 19 to_r 4 too 5 true 14 u -13 ugh 3 uh -15
    uh_right 27 uh_uh 8 uh_yeah 21 uhhuh 31 uhhuh_is -2 uhhuh_yeah -13 um -26 understand 3
    understand_what 11 v 15 very 28 w -29 wait -7 was_it 16 we -30 we_are 10 we_can 14 web 15 web_*
    3 well -39 well_done 11 well_high 12 well_if 17 well_it 18 well_okay 1 well_thats 16 well_well
    20 were -15 wh -9 what -21 what_you 8 whatever -5 whats -18 when -7 where -12 which -6 which_is
    8 which_makes 9 why -19 will 10 with -6 would 2 would_be 9 wow 35 y_yeah 13 ye 5 ye_yeah 5 yeah
    17 yeah? -4 yeah_* -17 yeah_a -9 yeah_absolutely -5 yeah_actually 4 yeah_all -1 yeah_and -5
    yeah_b -1 yeah_but -13 yeah_cuz -1 yeah_except 13 yeah_good 1 yeah_i -15 yeah_if -14 yeah_im -11
    yeah_it -23 yeah_itd -3 yeah_its -17 yeah_no -13 yeah_of -15 yeah_okay -7 yeah_otherwise 7
    yeah_right -8 yeah_so -25 yeah_th -15 yeah_that -11 yeah_thats -15 yeah_the -20 yeah_then -4
    yeah_theyre -4 yeah_this -1 yeah_those -7 yeah_to -5 yeah_uh -3 yeah_we -1 yeah_yeah 13 yeah_you
    -17 yep 42 yep? -24 yep_yep 5 yes 4 yes? -13 yes_thats -6 you -20 you_* 6 you_did 9 you_dont 17
    youre -8 youre_really 8 youve -6
    """
}
